/** All issued numbers that the scanner looks for. */
import type { IdRule } from '../id-rule.ts'
import { AFRICA } from './africa.ts'
import { ALPINE } from './alpine.ts'
import { ANDES } from './andes.ts'
import { ANY_COUNTRY } from './any-country.ts'
import { BALKANS } from './balkans.ts'
import { BALTIC } from './baltic.ts'
import { BENELUX } from './benelux.ts'
import { BRAZIL_ARGENTINA } from './brazil-argentina.ts'
import { BRITISH_ISLES } from './british-isles.ts'
import { CENTRAL_AMERICA } from './central-america.ts'
import { CENTRAL_EUROPE } from './central-europe.ts'
import { EAST_ASIA } from './east-asia.ts'
import { EASTERN_EUROPE } from './eastern-europe.ts'
import { FRANCE } from './france.ts'
import { GERMANY } from './germany.ts'
import { IBERIA } from './iberia.ts'
import { INDONESIA } from './indonesia.ts'
import { ITALY } from './italy.ts'
import { KOREA } from './korea.ts'
import { MIDDLE_EAST } from './middle-east.ts'
import { NORTH_AFRICA } from './north-africa.ts'
import { NORTH_AMERICA } from './north-america.ts'
import { NORWAY_DENMARK_ICELAND } from './norway-denmark-iceland.ts'
import { OCEANIA } from './oceania.ts'
import { SOUTH_ASIA } from './south-asia.ts'
import { SOUTH_EAST_ASIA } from './south-east-asia.ts'
import { SOUTH_EAST_EUROPE } from './south-east-europe.ts'
import { SOUTHERN_CONE } from './southern-cone.ts'
import { SWEDEN_FINLAND } from './sweden-finland.ts'
import { UNITED_STATES } from './united-states.ts'

/** Every rule. Rules of one country before those that hold for many, so that the first one that fits says most. */
export const ISSUED_NUMBERS: readonly IdRule[] = [
  ...INDONESIA,
  ...UNITED_STATES,
  ...BRITISH_ISLES,
  ...SOUTH_ASIA,
  ...BRAZIL_ARGENTINA,
  ...IBERIA,
  ...ITALY,
  ...GERMANY,
  ...FRANCE,
  ...BENELUX,
  ...CENTRAL_EUROPE,
  ...SWEDEN_FINLAND,
  ...NORWAY_DENMARK_ICELAND,
  ...BALTIC,
  ...BALKANS,
  ...SOUTH_EAST_EUROPE,
  ...EASTERN_EUROPE,
  ...ALPINE,
  ...MIDDLE_EAST,
  ...AFRICA,
  ...NORTH_AFRICA,
  ...EAST_ASIA,
  ...KOREA,
  ...SOUTH_EAST_ASIA,
  ...OCEANIA,
  ...NORTH_AMERICA,
  ...CENTRAL_AMERICA,
  ...ANDES,
  ...SOUTHERN_CONE,
  ...ANY_COUNTRY,
]
