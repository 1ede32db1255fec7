/** The words of a data map in Portuguese. */
import type { MapWords } from './map-words.ts'

export const pt: MapWords = {
  title: (app) => `Mapa de dados de ${app}`,
  lead: (version) =>
    `Que dados pessoais existem, para que servem, quem os recebe e quando são apagados. Feito a partir das etiquetas no código e da versão ${version} da política.`,
  notDeclared: 'não declarado',
  none: 'nenhum',
  headings: {
    picture: 'Como os dados circulam',
    record: 'Registo das atividades de tratamento (RGPD, art. 30.º, n.º 1)',
    places: 'Onde estão os dados',
    gaps: 'O que este mapa não pode dizer',
  },
  flow: {
    places: 'Onde estão',
    categories: 'O que são',
    purposes: 'Para quê',
    recipients: 'Quem os recebe',
    retention: 'Quando são apagados',
  },
  picture: ({ categories, purposes, recipients }) =>
    `Um desenho com quatro colunas: onde estão os dados, ${categories} categorias, ${purposes} finalidades e, no fim, ${recipients} destinatários e as regras de apagamento. As faixas ligam o que pertence junto. As tabelas abaixo dizem o mesmo.`,
  legend: {
    width:
      'Quanto mais larga a faixa até um destinatário, mais categorias ele recebe. As cores são fundamentos jurídicos.',
    noField: 'Tracejado: a política declara-o e nenhum campo etiquetado o contém.',
    noPurpose: 'Pontilhado: um campo contém-no e nenhuma finalidade precisa dele.',
  },
  facts: {
    controller: 'Responsável pelo tratamento',
    contact: 'Contacto',
    dpo: 'Encarregado da proteção de dados',
    joint: 'Responsáveis conjuntos',
    security: 'Medidas de segurança',
  },
  record: {
    purpose: 'Finalidade',
    basis: 'Fundamento jurídico',
    subjects: 'Pessoas',
    categories: 'Categorias de dados',
    recipients: 'Destinatários',
    transfers: 'Transferências para países terceiros',
    erasure: 'Apagamento',
    systems: 'Sistemas',
  },
  places: {
    place: 'Local',
    field: 'Campo',
    category: 'Categoria',
    kind: 'Aponta para uma pessoa',
    purposes: 'Finalidades',
    recipients: 'Destinatários',
    erasure: 'Apagamento',
    onDeletion: 'conta eliminada',
  },
  gaps: {
    lead: 'Um campo que ninguém classificou é desconhecido; não conta como livre de dados pessoais. Onde a política e o código divergem, um dos dois está errado.',
    none: 'Nenhuma lacuna foi encontrada nos esquemas e tabelas indicados.',
    why: 'Motivo',
    unclassified: 'ninguém o classificou',
    noPurpose: 'nenhuma finalidade da política precisa dele',
    noField: 'declarado pela política e em nenhum campo etiquetado',
  },
  takesIn: 'o que recebe',
  noField: 'sem campo',
  bases: {
    consent: 'Consentimento',
    contract: 'Contrato',
    'legitimate-interests': 'Interesses legítimos',
    'legal-obligation': 'Obrigação legal',
    'vital-interests': 'Interesses vitais',
    'child-protection': 'Proteção de crianças',
  },
  roles: { processor: 'Subcontratante', controller: 'Responsável', 'joint-controller': 'Responsável conjunto' },
  kinds: { direct: 'por si só', quasi: 'junto com outros', sensitive: 'sensível', pseudonym: 'por outros dados' },
  erasures: {
    delete: 'apagado',
    'with-owner': 'vai com a linha a que pertence',
    keep: 'conservado',
    mask: 'esvaziado; a linha fica',
  },
  accountEnd: (length) => `${length} após o fim da conta`,
  collected: (length) => `${length} após a recolha`,
  event: (length, event) => `${length} a partir de ${event}`,
  accountLife: 'no fim da conta',
}
