/** The first words in Spanish: banner and link. */
import type { FirstStrings } from '../strings.ts'

/** Spanish: what loads with the page. */
export const es: FirstStrings = {
  banner: {
    label: 'Tu elección de privacidad',
    ask: (controller) => [`¿Puede ${controller} usar datos sobre ti para `, '?'],
    calm: 'Nada de esto funciona si no lo aceptas. Puedes cambiar tu respuesta cuando quieras.',
    device: 'Para ello usamos cookies u otro almacenamiento en tu dispositivo.',
    accept: 'Aceptar',
    reject: 'Rechazar',
    acceptAll: 'Aceptar todo',
    rejectAll: 'Rechazar todo',
    choose: 'Elegir',
    signal: ['Tu navegador nos pide que no vendamos ni compartamos tus datos. Lo respetamos. Sigue desactivado: ', '.'],
    saved: 'Tu respuesta está guardada. Puedes cambiarla cuando quieras.',
  },
  link: 'Opciones de privacidad',
  failed: 'No se ha podido cargar. Comprueba tu conexión y vuelve a cargar la página.',
}
