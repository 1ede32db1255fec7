/** What there is to bake. */

export interface Loaf {
  id: string
  name: string
  line: string
  crust: string
  steps: readonly string[]
}

export const loaves: readonly Loaf[] = [
  {
    id: 'white',
    name: 'Everyday white',
    line: 'Three hours, most of them without you.',
    crust: '#d99a52',
    steps: [
      'Mix 500 g flour, 350 g warm water, 10 g salt and 5 g dry yeast. Knead for ten minutes.',
      'Let it double under a cloth, about ninety minutes. Shape it, and wait half an hour more.',
      'Bake at 230 °C for thirty-five minutes, the first ten with a cup of water in the oven.',
    ],
  },
  {
    id: 'rye',
    name: 'Dark rye',
    line: 'Stir, wait a night, bake. No kneading at all.',
    crust: '#7a4a2b',
    steps: [
      'In the evening stir 400 g rye flour, 350 g water and 80 g sourdough. Cover it.',
      'In the morning add 100 g flour, 100 g water, 12 g salt and a spoon of honey. Into the tin.',
      'After two hours bake at 200 °C for an hour. Do not cut it before the next day.',
    ],
  },
  {
    id: 'seeds',
    name: 'Four seeds',
    line: 'Heavy, nutty, toasts for a week.',
    crust: '#b07a3c',
    steps: [
      'Toast 150 g of pumpkin, sunflower, sesame and linseed; soak them in 150 g water.',
      'Add 450 g wholemeal flour, 300 g water, 11 g salt and 6 g dry yeast. Knead for eight minutes.',
      'Rise for two hours in the tin, then bake at 210 °C for forty-five minutes.',
    ],
  },
]
