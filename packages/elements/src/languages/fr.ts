/** The first words in French: banner and link. */
import type { FirstStrings } from '../strings.ts'

/** French: what loads with the page. */
export const fr: FirstStrings = {
  banner: {
    label: 'Votre choix sur vos données',
    ask: (controller) => [`${controller} peut-il utiliser des données sur vous pour `, ' ?'],
    calm: 'Rien de cela ne démarre sans votre accord. Vous pouvez changer votre réponse à tout moment.',
    device: 'Nous utilisons pour cela des cookies ou un autre stockage sur votre appareil.',
    accept: 'Accepter',
    reject: 'Refuser',
    acceptAll: 'Tout accepter',
    rejectAll: 'Tout refuser',
    choose: 'Choisir',
    signal: [
      'Votre navigateur nous demande de ne pas vendre ni partager vos données. Nous le respectons. Reste désactivé : ',
      '.',
    ],
    saved: 'Votre réponse est enregistrée. Vous pouvez la changer à tout moment.',
  },
  link: 'Choix de confidentialité',
  failed: 'Le chargement a échoué. Vérifiez votre connexion et rechargez la page.',
}
