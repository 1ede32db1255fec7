/** What ISO/IEC TS 27560:2023 asks of records and receipts of consent, as SHACL over the names of the W3C DPV guide to it. Our own wording. */

const PREFIXES = `
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dpv: <https://w3id.org/dpv#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ex: <urn:shapes:> .
`

/** One line of a shape: a path, how many, and what each must be. */
const field = (path: string, rule: string, [min, max]: readonly [number, number?] = [1]) =>
  `sh:property [ sh:path ${path} ; sh:minCount ${min} ; ${max === undefined ? '' : `sh:maxCount ${max} ;`} ${rule} ] ;`

const TEXT = 'sh:nodeKind sh:Literal ; sh:minLength 1'
const IRI = 'sh:nodeKind sh:IRI'

/** Turtle. Header, processing, party and event sections, as far as they are mandatory, and what a receipt adds. */
export const SHAPES = `${PREFIXES}
ex:Receipt a sh:NodeShape ; sh:targetClass dpv:ConsentReceipt ;
  ${field('dct:conformsTo', 'sh:hasValue <https://w3id.org/dpv/schema/dpv-27560#receipt>', [1, 1])}
  ${field('dpv:hasIdentifier', TEXT)}
  ${field('dct:created', 'sh:datatype xsd:dateTime', [1, 1])}
  ${field('dpv:hasRecordOfActivity', 'sh:class dpv:ConsentRecord')}
  sh:nodeKind sh:IRI .

ex:Record a sh:NodeShape ; sh:targetClass dpv:ConsentRecord ;
  ${field('dct:conformsTo', 'sh:hasValue <https://w3id.org/dpv/schema/dpv-27560#record>', [1, 1])}
  ${field('dct:identifier', TEXT)}
  ${field('dpv:hasIdentifier', TEXT)}
  ${field('dpv:hasDataSubject', 'sh:class dpv:DataSubject', [1, 1])}
  ${field('dpv:hasDataController', 'sh:class dpv:DataController')}
  ${field('dpv:hasJurisdiction', IRI)}
  ${field('dpv:hasLegalBasis', IRI)}
  ${field('dpv:hasProcess', 'sh:class dpv:Process')}
  ${field('dpv:hasConsentStatus', IRI)}
  ${field('dpv:hasConsentControl', 'sh:class dpv:WithdrawConsent ; sh:node ex:Exercised')}
  ${field('dpv:hasRight', 'sh:class dpv:DataSubjectRight ; sh:node ex:Exercised')}
  sh:nodeKind sh:IRI .

ex:Exercised a sh:NodeShape ; ${field('dpv:isExercisedAt', IRI)} .

ex:Process a sh:NodeShape ; sh:targetClass dpv:Process ;
  ${field('dpv:hasPurpose', 'sh:class dpv:Purpose')}
  ${field('dpv:hasPersonalData', 'sh:class dpv:PersonalData')}
  ${field('dpv:hasDataController', 'sh:class dpv:DataController')}
  ${field('dpv:hasRecipient', IRI)}
  ${field('dpv:hasLegalBasis', IRI)}
  ${field('dpv:hasStorageCondition', `sh:or ( [ sh:class dpv:StorageDuration ] [ sh:class dpv:StorageLocation ] )`, [2])}
  sh:property [ sh:path dpv:hasStorageCondition ; sh:qualifiedValueShape [ sh:class dpv:StorageDuration ] ; sh:qualifiedMinCount 1 ] ;
  sh:property [ sh:path dpv:hasStorageCondition ; sh:qualifiedValueShape [ sh:class dpv:StorageLocation ] ; sh:qualifiedMinCount 1 ] .

ex:Purpose a sh:NodeShape ; sh:targetClass dpv:Purpose ;
  ${field('dct:title', 'sh:datatype rdf:langString')}
  ${field('dct:description', 'sh:datatype rdf:langString')} .

ex:PersonalData a sh:NodeShape ; sh:targetClass dpv:PersonalData ;
  ${field('skos:broader', IRI)}
  ${field('dpv:hasNecessity', 'sh:in ( dpv:Required dpv:Optional )', [1, 1])} .

ex:Recipient a sh:NodeShape ; sh:targetClass dpv:Recipient ;
  ${field('dpv:hasName', TEXT)}
  ${field('dpv:hasIdentifier', TEXT)}
  ${field('dpv:hasLocation', IRI)} .

ex:Controller a sh:NodeShape ; sh:targetClass dpv:DataController ;
  ${field('dpv:hasName', TEXT, [1, 1])}
  ${field('dpv:hasIdentifier', TEXT)}
  ${field('dpv:hasLocation', IRI)}
  ${field('schema:contactPoint', 'sh:class schema:ContactPoint')}
  ${field('schema:address', 'sh:class schema:PostalAddress')} .

ex:Event a sh:NodeShape ; sh:targetObjectsOf dpv:hasConsentStatus ;
  ${field('rdf:type', 'sh:in ( dpv:ConsentGiven dpv:ConsentRefused dpv:ConsentWithdrawn dpv:ExpressedConsent )')}
  ${field('dpv:isIndicatedAtTime', 'sh:datatype xsd:dateTime', [1, 1])}
  ${field('dpv:isIndicatedBy', 'sh:or ( [ sh:class dpv:DataSubject ] [ sh:class dpv:GuardianOfDataSubject ] )')}
  ${field('dpv:hasIndicationMethod', TEXT)}
  ${field('dpv:hasDuration', 'sh:or ( [ sh:class dpv:TemporalDuration ] [ sh:class dpv:UntilEventDuration ] )', [1, 1])}
  ${field('dpv:hasNotice', 'sh:class dpv:ConsentNotice', [1, 1])}
  ${field('dpv:hasProcess', IRI, [1, 1])} .

ex:Notice a sh:NodeShape ; sh:targetClass dpv:ConsentNotice ;
  ${field('dct:identifier', TEXT)}
  ${field('schema:version', TEXT)}
  sh:property [ sh:path dct:language ; sh:maxCount 1 ; sh:pattern "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$" ] ;
  sh:property [ sh:path schema:sha256 ; sh:maxCount 1 ; sh:pattern "^[0-9a-f]{64}$" ] .
`
