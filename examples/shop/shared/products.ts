/** What Teras sells; the browser shows it and the server prices it. */

export interface Product {
  id: string
  name: string
  /** Whole rupiah. */
  price: number
  line: string
  about: string
  /** Which drawing shows it, and in which glaze or leaf. */
  picture: 'pot' | 'cup' | 'tin' | 'tray' | 'bowl' | 'whisk'
  tint: string
  goesWith: string
}

export const products: readonly Product[] = [
  {
    id: 'kendi',
    name: 'Kendi teapot',
    price: 385_000,
    line: 'Red clay, 600 ml',
    about: 'Thrown in Kasongan by Bu Sari. The spout does not drip, which took her eleven years.',
    picture: 'pot',
    tint: '#b5533c',
    goesWith: 'melati',
  },
  {
    id: 'subuh',
    name: 'Subuh cups, pair',
    price: 145_000,
    line: 'Ash glaze, 120 ml each',
    about: 'Two cups for the hour before anyone calls. They stack.',
    picture: 'cup',
    tint: '#6f8f8a',
    goesWith: 'kayu-aro',
  },
  {
    id: 'melati',
    name: 'Melati green',
    price: 72_000,
    line: 'Jasmine green tea, 100 g',
    about: 'Scented seven times with flowers picked after dark in Tegal.',
    picture: 'tin',
    tint: '#7c9a5e',
    goesWith: 'kendi',
  },
  {
    id: 'kayu-aro',
    name: 'Kayu Aro black',
    price: 68_000,
    line: 'Black tea, 100 g',
    about: 'From the slopes of Kerinci. Malt, cocoa, a little smoke.',
    picture: 'tin',
    tint: '#8a4b2a',
    goesWith: 'subuh',
  },
  {
    id: 'nampan',
    name: 'Nampan tray',
    price: 210_000,
    line: 'Teak offcuts, 34 cm',
    about: 'Made from what the boat builders leave. Oil it twice a year.',
    picture: 'tray',
    tint: '#a9774c',
    goesWith: 'kendi',
  },
  {
    id: 'mangkuk',
    name: 'Mangkuk bowl',
    price: 98_000,
    line: 'Celadon, 300 ml',
    about: 'For noodles, fruit, or more tea than a cup admits to.',
    picture: 'bowl',
    tint: '#8fb3a5',
    goesWith: 'pengocok',
  },
  {
    id: 'pengocok',
    name: 'Bamboo whisk',
    price: 54_000,
    line: 'Eighty tines',
    about: 'Split by hand. Soak it before the first use and it lasts for years.',
    picture: 'whisk',
    tint: '#c2a25f',
    goesWith: 'mangkuk',
  },
  {
    id: 'putih',
    name: 'Gambung white',
    price: 118_000,
    line: 'White tea, 50 g',
    about: 'Only buds, only in the dry months. Tastes of melon and rain.',
    picture: 'tin',
    tint: '#c9bfa8',
    goesWith: 'subuh',
  },
]

/** `Rp 385.000` */
export const rupiah = (amount: number) => `Rp\u00a0${amount.toLocaleString('id-ID')}`
