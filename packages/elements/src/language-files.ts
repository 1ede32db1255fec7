/** Where the words of each language are. The table itself loads with the first language that is not English. */
import type { FirstStrings, MoreStrings } from './strings.ts'

/** First words, by language. */
export const FIRST_FILES: Readonly<Record<string, () => Promise<FirstStrings>>> = {
  ar: () => import('./languages/ar.ts').then(({ ar }) => ar),
  de: () => import('./languages/de.ts').then(({ de }) => de),
  es: () => import('./languages/es.ts').then(({ es }) => es),
  fr: () => import('./languages/fr.ts').then(({ fr }) => fr),
  id: () => import('./languages/id.ts').then(({ id }) => id),
  it: () => import('./languages/it.ts').then(({ it }) => it),
  ja: () => import('./languages/ja.ts').then(({ ja }) => ja),
  nl: () => import('./languages/nl.ts').then(({ nl }) => nl),
  pl: () => import('./languages/pl.ts').then(({ pl }) => pl),
  pt: () => import('./languages/pt.ts').then(({ pt }) => pt),
  zh: () => import('./languages/zh.ts').then(({ zh }) => zh),
}

/** The other words, by language. */
export const MORE_FILES: Readonly<Record<string, () => Promise<MoreStrings>>> = {
  en: () => import('./languages/en-more.ts').then(({ enMore }) => enMore),
  ar: () => import('./languages/ar-more.ts').then(({ arMore }) => arMore),
  de: () => import('./languages/de-more.ts').then(({ deMore }) => deMore),
  es: () => import('./languages/es-more.ts').then(({ esMore }) => esMore),
  fr: () => import('./languages/fr-more.ts').then(({ frMore }) => frMore),
  id: () => import('./languages/id-more.ts').then(({ idMore }) => idMore),
  it: () => import('./languages/it-more.ts').then(({ itMore }) => itMore),
  ja: () => import('./languages/ja-more.ts').then(({ jaMore }) => jaMore),
  nl: () => import('./languages/nl-more.ts').then(({ nlMore }) => nlMore),
  pl: () => import('./languages/pl-more.ts').then(({ plMore }) => plMore),
  pt: () => import('./languages/pt-more.ts').then(({ ptMore }) => ptMore),
  zh: () => import('./languages/zh-more.ts').then(({ zhMore }) => zhMore),
}
