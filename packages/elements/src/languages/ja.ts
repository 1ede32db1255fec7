/** The first words in Japanese: banner and link. */
import type { FirstStrings } from '../strings.ts'

/** Japanese: what loads with the page. */
export const ja: FirstStrings = {
  banner: {
    label: 'プライバシーの選択',
    ask: (controller) => [`${controller} があなたについてのデータを次のことに使ってもよいですか：`, '。'],
    calm: '同意しないかぎり、どれも動きません。答えはいつでも変えられます。',
    device: 'そのために、お使いの端末で Cookie などの保存領域を使います。',
    accept: '同意する',
    reject: '拒否する',
    acceptAll: 'すべて同意する',
    rejectAll: 'すべて拒否する',
    choose: '選ぶ',
    signal: [
      'お使いのブラウザーが、データを売ったり共有したりしないよう求めています。そのとおりにします。オフのまま：',
      '。',
    ],
    saved: '答えを保存しました。いつでも変えられます。',
  },
  link: 'プライバシーの選択',
  failed: '読み込めませんでした。接続を確かめて、ページを再読み込みしてください。',
}
