/** The first words in Chinese, in simplified characters: banner and link. */
import type { FirstStrings } from '../strings.ts'

/** Chinese: what loads with the page. */
export const zh: FirstStrings = {
  banner: {
    label: '您的隐私选择',
    ask: (controller) => [`${controller} 可以把关于您的数据用于`, '吗？'],
    calm: '您不同意，这些都不会运行。您可以随时更改答案。',
    device: '为此，我们会使用 Cookie 或您设备上的其他存储空间。',
    accept: '同意',
    reject: '拒绝',
    acceptAll: '全部同意',
    rejectAll: '全部拒绝',
    choose: '自己选择',
    signal: ['您的浏览器要求我们不出售、不共享您的数据。我们照办。保持关闭：', '。'],
    saved: '您的答案已保存。您可以随时更改。',
  },
  link: '隐私选择',
  failed: '无法加载。请检查网络连接，然后刷新页面。',
}
