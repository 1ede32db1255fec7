/** The first words in Dutch: banner and link. */
import type { FirstStrings } from '../strings.ts'

/** Dutch: what loads with the page. */
export const nl: FirstStrings = {
  banner: {
    label: 'Je privacykeuze',
    ask: (controller) => [`Mag ${controller} gegevens over jou gebruiken voor `, '?'],
    calm: 'Niets daarvan werkt zolang je het niet accepteert. Je kunt je antwoord altijd veranderen.',
    device: 'We gebruiken daarvoor cookies of andere opslag op je apparaat.',
    accept: 'Accepteren',
    reject: 'Weigeren',
    acceptAll: 'Alles accepteren',
    rejectAll: 'Alles weigeren',
    choose: 'Kiezen',
    signal: [
      'Je browser vraagt ons om je gegevens niet te verkopen of te delen. Daar houden we ons aan. Uit blijft: ',
      '.',
    ],
    saved: 'Je antwoord is opgeslagen. Je kunt het altijd veranderen.',
  },
  link: 'Privacykeuzes',
  failed: 'Dit kon niet worden geladen. Controleer je verbinding en laad de pagina opnieuw.',
}
