/** The first words in Portuguese, for both shores: banner and link. */
import type { FirstStrings } from '../strings.ts'

/** Portuguese: what loads with the page. */
export const pt: FirstStrings = {
  banner: {
    label: 'A sua escolha de privacidade',
    ask: (controller) => [`${controller} pode usar dados sobre você para `, '?'],
    calm: 'Nada disto funciona sem você aceitar. Você pode mudar a sua resposta a qualquer momento.',
    device: 'Para isso usamos cookies ou outro armazenamento no seu dispositivo.',
    accept: 'Aceitar',
    reject: 'Rejeitar',
    acceptAll: 'Aceitar tudo',
    rejectAll: 'Rejeitar tudo',
    choose: 'Escolher',
    signal: [
      'O seu navegador pede que não vendamos nem compartilhemos os seus dados. Nós respeitamos. Continua desligado: ',
      '.',
    ],
    saved: 'A sua resposta está guardada. Você pode mudá-la a qualquer momento.',
  },
  link: 'Opções de privacidade',
  failed: 'Não foi possível carregar. Verifique a sua conexão e recarregue a página.',
}
