/** The story of the day. */
import { Video } from './privacy.tsx'

export default function Page() {
  return (
    <article>
      <svg className="picture" viewBox="0 0 640 240" role="img" aria-label="A ferry on the water at dusk">
        <rect className="sky" width="640" height="240" />
        <circle className="sun" cx="480" cy="120" r="34" />
        <rect className="sea" y="160" width="640" height="80" />
        <path className="hull" d="M120 150h330l-26 34H150z" />
        <path className="cabin" d="M170 118h200v32H170zM206 92h120v26H206z" />
        <path className="funnel" d="M286 62h30v30h-30z" />
        <path
          className="windows"
          d="M184 128h14v10h-14zm30 0h14v10h-14zm30 0h14v10h-14zm30 0h14v10h-14zm30 0h14v10h-14zm30 0h14v10h-14z"
        />
      </svg>
      <h1>The night ferry is back</h1>
      <p className="lead">
        After nine years a ship leaves the harbour at ten in the evening again, and half the town came to wave.
      </p>
      <p>
        The crossing takes eleven hours. Cabins are plain, the soup is good, and the deck is open until midnight. The
        first sailing was sold out within a day, mostly to people who had taken it as children.
      </p>
      <h2>Watch her leave</h2>
      <Video id="aqz-KE-bpKQ" title="The ferry leaves the harbour" />
      <h2>When she sails</h2>
      <p>Every Thursday and Sunday until the end of March; from April on every other night. Bicycles travel free.</p>
    </article>
  )
}
