/** The first words in Arabic: banner and link. */
import type { FirstStrings } from '../strings.ts'

/** Arabic: what loads with the page. */
export const ar: FirstStrings = {
  banner: {
    label: 'خيارك للخصوصية',
    ask: (controller) => [`هل تسمح لـ \u2068${controller}\u2069 باستخدام بيانات عنك من أجل: `, '؟'],
    calm: 'لا يعمل شيء من ذلك ما لم توافق. يمكنك تغيير إجابتك في أي وقت.',
    device: 'نستخدم لذلك ملفات تعريف الارتباط (cookies) أو تخزينًا آخر على جهازك.',
    accept: 'قبول',
    reject: 'رفض',
    acceptAll: 'قبول الكل',
    rejectAll: 'رفض الكل',
    choose: 'اختيار',
    signal: ['يطلب منا متصفحك ألا نبيع بياناتك ولا نشاركها. ونحن نلتزم بذلك. يبقى متوقفًا: ', '.'],
    saved: 'تم حفظ إجابتك. يمكنك تغييرها في أي وقت.',
  },
  link: 'خيارات الخصوصية',
  failed: 'تعذر التحميل. تحقق من الاتصال ثم أعد تحميل الصفحة.',
}
