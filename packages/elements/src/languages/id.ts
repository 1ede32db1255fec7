/** The first words in Indonesian: banner and link. */
import type { FirstStrings } from '../strings.ts'

/** Indonesian: what loads with the page. */
export const id: FirstStrings = {
  banner: {
    label: 'Pilihan privasi Anda',
    ask: (controller) => [`Bolehkah ${controller} menggunakan data tentang Anda untuk `, '?'],
    calm: 'Tidak ada yang berjalan sebelum Anda menerima. Anda dapat mengubah jawaban kapan saja.',
    device: 'Untuk ini kami memakai kuki atau penyimpanan lain di perangkat Anda.',
    accept: 'Terima',
    reject: 'Tolak',
    acceptAll: 'Terima semua',
    rejectAll: 'Tolak semua',
    choose: 'Pilih sendiri',
    signal: ['Peramban Anda meminta kami tidak menjual atau membagikan data Anda. Kami menurutinya: ', ' tetap mati.'],
    saved: 'Jawaban Anda tersimpan. Anda dapat mengubahnya kapan saja.',
  },
  link: 'Pilihan privasi',
  failed: 'Bagian ini belum dapat dimuat. Periksa koneksi Anda lalu muat ulang halaman ini.',
}
