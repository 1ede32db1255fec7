/** The words of a data map in French. */
import type { MapWords } from './map-words.ts'

export const fr: MapWords = {
  title: (app) => `Carte des données de ${app}`,
  lead: (version) =>
    `Quelles données personnelles existent, à quoi elles servent, qui les reçoit et quand elles sont effacées. Établie à partir des étiquettes du code et de la version ${version} de la politique.`,
  notDeclared: 'non déclaré',
  none: 'aucun',
  headings: {
    picture: 'Comment circulent les données',
    record: 'Registre des traitements (RGPD, art. 30, par. 1)',
    places: 'Où se trouvent les données',
    gaps: 'Ce que cette carte ne peut pas dire',
  },
  flow: {
    places: 'Où elles sont',
    categories: 'Ce que c’est',
    purposes: 'À quoi ça sert',
    recipients: 'Qui les reçoit',
    retention: 'Quand elles partent',
  },
  picture: ({ categories, purposes, recipients }) =>
    `Un dessin en quatre colonnes : où sont les données, ${categories} catégories, ${purposes} finalités, et au bout ${recipients} destinataires et les règles d’effacement. Des bandes relient ce qui va ensemble. Les tableaux plus bas disent la même chose.`,
  legend: {
    width:
      'Plus la bande vers un destinataire est large, plus il reçoit de catégories. Les couleurs sont les bases légales.',
    noField: 'Tirets : la politique le déclare, et aucun champ étiqueté ne le contient.',
    noPurpose: 'Pointillés : un champ le contient, et aucune finalité n’en a besoin.',
  },
  facts: {
    controller: 'Responsable du traitement',
    contact: 'Contact',
    dpo: 'Délégué à la protection des données',
    joint: 'Responsables conjoints',
    security: 'Mesures de sécurité',
  },
  record: {
    purpose: 'Finalité',
    basis: 'Base légale',
    subjects: 'Personnes',
    categories: 'Catégories de données',
    recipients: 'Destinataires',
    transfers: 'Transferts vers des pays tiers',
    erasure: 'Effacement',
    systems: 'Systèmes',
  },
  places: {
    place: 'Lieu',
    field: 'Champ',
    category: 'Catégorie',
    kind: 'Désigne une personne',
    purposes: 'Finalités',
    recipients: 'Destinataires',
    erasure: 'Effacement',
    onDeletion: 'compte supprimé',
  },
  gaps: {
    lead: 'Un champ que personne n’a classé est inconnu ; il ne passe pas pour libre de données personnelles. Là où la politique et le code divergent, l’un des deux se trompe.',
    none: 'Aucune lacune n’a été trouvée dans les schémas et tables fournis.',
    why: 'Raison',
    unclassified: 'personne ne l’a classé',
    noPurpose: 'aucune finalité de la politique n’en a besoin',
    noField: 'déclaré par la politique, présent dans aucun champ étiqueté',
  },
  takesIn: 'ce qu’elle reçoit',
  noField: 'aucun champ trouvé',
  bases: {
    consent: 'Consentement',
    contract: 'Contrat',
    'legitimate-interests': 'Intérêts légitimes',
    'legal-obligation': 'Obligation légale',
    'vital-interests': 'Intérêts vitaux',
    'child-protection': 'Protection des enfants',
  },
  roles: { processor: 'Sous-traitant', controller: 'Responsable', 'joint-controller': 'Responsable conjoint' },
  kinds: {
    direct: 'par elle-même',
    quasi: 'avec d’autres',
    sensitive: 'sensible',
    pseudonym: 'par d’autres données',
  },
  erasures: {
    delete: 'effacé',
    'with-owner': 'part avec la ligne dont il dépend',
    keep: 'conservé',
    mask: 'vidé ; la ligne est conservée',
  },
  accountEnd: (length) => `${length} après la fin du compte`,
  collected: (length) => `${length} après la collecte`,
  event: (length, event) => `${length} à partir de ${event}`,
  accountLife: 'à la fin du compte',
}
