/** Words for what is known about a person: where, how old, what they do. In the same eight languages. */
import type { Concept } from './concept.ts'

export const ATTRIBUTES: readonly Concept[] = [
  {
    category: 'user.contact.address.city',
    kind: 'quasi',
    what: 'a city',
    sure: [0.85, 0.6, 0.25],
    words:
      'city town city-name village kota kabupaten kecamatan kelurahan stadt ort ville commune ciudad localidad municipio cidade localidade stad woonplaats plaats citta comune',
  },
  {
    category: 'user.contact.address.state',
    kind: 'quasi',
    what: 'a state or province',
    sure: [0.75, 0.3, 0.15],
    words:
      'state province region county state-code provinsi bundesland departement provincia estado distrito provincie regione',
  },
  {
    category: 'user.contact.address.country',
    kind: 'quasi',
    what: 'a country',
    sure: [0.85, 0.55, 0.2],
    words: 'country country-code country-name negara land pays pais paese',
  },
  {
    category: 'user.contact.address.postal_code',
    kind: 'quasi',
    what: 'a postal code',
    sure: [0.9, 0.78, 0.35],
    words:
      'zip zip-code zip-postal-code postal-code postcode post-code kode-pos plz postleitzahl code-postal cp codigo-postal cep codigo-cep cap-code codice-postale',
  },
  {
    category: 'user.demographic.date_of_birth',
    kind: 'quasi',
    what: 'a date of birth',
    sure: [0.95, 0.93, 0.75],
    words: `birth-date birthdate date-of-birth dob d-o-b birthday birth-day birth-year year-of-birth birth-month born born-on born-at tanggal-lahir tgl-lahir fecha-nac fec-nac data-nasc dt-nascimento dt-nasc nacimiento tahun-lahir ttl
      geburtsdatum geburtstag geburtsjahr date-naissance date-de-naissance annee-naissance fecha-nacimiento fecha-de-nacimiento ano-nacimiento
      data-nascimento data-de-nascimento nascimento geboortedatum geboortejaar data-nascita data-di-nascita anno-nascita`,
  },
  {
    category: 'user.demographic.place_of_birth',
    kind: 'quasi',
    what: 'a place of birth',
    sure: [0.93, 0.9, 0.6],
    words:
      'birth-place birthplace place-of-birth city-of-birth birth-city birth-country country-of-birth tempat-lahir geburtsort lieu-naissance lieu-de-naissance lugar-nacimiento local-nascimento naturalidade geboorteplaats luogo-nascita luogo-di-nascita',
  },
  {
    category: 'user.demographic.age_range',
    kind: 'quasi',
    what: 'an age',
    sure: [0.85, 0.6, 0.2],
    words:
      'age age-range age-group age-years usia umur kelompok-umur alter altersgruppe tranche-age edad rango-edad idade faixa-etaria leeftijd eta-anni fascia-eta',
  },
  {
    category: 'user.demographic.gender',
    kind: 'quasi',
    what: 'a gender',
    sure: [0.92, 0.85, 0.5],
    words: 'gender sex pronouns jenis-kelamin gender-code geschlecht sexe genre-personne sexo genero geslacht sesso',
  },
  {
    category: 'user.demographic.marital_status',
    kind: 'quasi',
    what: 'a marital status',
    sure: [0.92, 0.88, 0.5],
    words:
      'marital-status civil-status relationship-status status-perkawinan status-pernikahan familienstand etat-civil situation-familiale estado-civil burgerlijke-staat stato-civile number-of-children num-children jumlah-anak',
  },
  {
    category: 'user.demographic.nationality',
    kind: 'quasi',
    what: 'a nationality',
    sure: [0.92, 0.85, 0.4],
    words:
      'nationality citizenship kewarganegaraan staatsangehoerigkeit staatsangehorigkeit nationalitaet nationalitat nationalite nacionalidad nacionalidade nationaliteit nazionalita cittadinanza',
  },
  {
    category: 'user.job_title',
    kind: 'quasi',
    what: 'a job',
    sure: [0.9, 0.78, 0.3],
    words: `job-title job-position contact-title occupation profession job-role pekerjaan jabatan profesi beruf berufsbezeichnung stellenbezeichnung poste-occupe metier fonction-poste
      puesto puesto-trabajo cargo ocupacion profesion profissao ocupacao functietitel beroep professione mansione ruolo-aziendale department-name`,
  },
  {
    category: 'user.contact.organization',
    kind: 'quasi',
    what: 'where a person works or learns',
    sure: [0.75, 0.35, 0.1],
    words: `company company-name organization organisation organization-name employer employer-name workplace school school-name university perusahaan nama-perusahaan instansi
      firma arbeitgeber entreprise societe employeur empresa empleador empregador bedrijf werkgever azienda datore-lavoro`,
  },
  {
    category: 'user.financial',
    kind: 'quasi',
    what: 'income or money of a person',
    sure: [0.88, 0.72, 0.3],
    words:
      'salary income wage wages annual-income credit-score net-worth gaji penghasilan pendapatan gehalt einkommen salaire revenu-annuel salario sueldo ingresos renda salaris inkomen stipendio reddito',
  },
  {
    category: 'user.location',
    kind: 'quasi',
    what: 'a location',
    sure: [0.85, 0.62, 0.2],
    words:
      'latitude longitude lat lng lon lat-lng geolocation geo-location gps gps-location gps-coordinates coordinates last-location current-location lintang bujur breitengrad laengengrad latitud longitud',
  },
  {
    category: 'user.location',
    kind: 'quasi',
    what: 'a location',
    sure: [0.68, 0.35, 0.15],
    words: 'location geography geo lokasi standort ubicacion localizacao locatie posizione',
  },
  {
    category: 'user.device.ip_address',
    kind: 'pseudonym',
    what: 'an IP address',
    sure: [0.93, 0.92, 0.7],
    words:
      'ip ip-address ip-addr ipv ipaddr remote-ip client-ip remote-addr remote-address last-sign-in-ip current-sign-in-ip sign-up-ip alamat-ip adresse-ip direccion-ip endereco-ip indirizzo-ip',
  },
  {
    category: 'user.device.telemetry',
    kind: 'quasi',
    what: 'data of a device',
    sure: [0.85, 0.8, 0.45],
    words:
      'user-agent useragent device-model device-info device-name browser-fingerprint device-fingerprint screen-resolution',
  },
  {
    category: 'user.device.cookie_id',
    kind: 'pseudonym',
    what: 'a cookie id',
    sure: [0.88, 0.85, 0.6],
    words: 'cookie-id cookie-value client-cookie ga-client-id gclid fbclid',
  },
  {
    category: 'user.device.device_id',
    kind: 'pseudonym',
    what: 'an id of a device',
    sure: [0.85, 0.8, 0.5],
    words:
      'device-id device-token push-token fcm-token apns-token advertising-id idfa gaid idfv installation-id install-id device-uuid imei mac-address',
  },
  {
    category: 'user.unique_id.pseudonymous',
    kind: 'pseudonym',
    what: 'an id that follows a visitor',
    sure: [0.85, 0.8, 0.5],
    words:
      'session-id session-token session-key visitor-id visitor-token anonymous-id distinct-id tracking-id fingerprint-id',
  },
  {
    category: 'user.privacy_preferences',
    kind: 'quasi',
    what: 'a privacy choice',
    sure: [0.8, 0.7, 0.4],
    words:
      'marketing-consent consent-marketing marketing-opt-in marketing-optin newsletter-opt-in newsletter-optin newsletter-subscribed subscribed-to-newsletter accepts-marketing email-opt-in email-optin sms-opt-in opt-in opt-out do-not-sell do-not-track gdpr-consent cookie-consent consent-given',
  },
  {
    category: 'user.content.private',
    kind: 'direct',
    what: 'text that a person wrote',
    sure: [0.72, 0.5, 0.3],
    words:
      'message message-text message-body comment comment-text note-text customer-note customer-notes feedback feedback-text chat-message complaint pesan komentar keluhan catatan-pasien nachricht kommentar commentaire mensaje comentario mensagem comentarios bericht opmerking messaggio commento',
  },
  {
    category: 'user.content.public',
    kind: 'direct',
    what: 'what a person shows of themselves',
    sure: [0.78, 0.5, 0.2],
    words: 'bio biography about-me profile-text',
  },
  {
    category: 'user.content.self_image',
    kind: 'direct',
    what: 'a picture of a person',
    sure: [0.78, 0.5, 0.2],
    words:
      'foto-profile avatar avatar-url profile-picture profile-photo profile-image profile-pic photo-url selfie foto-profil profilbild photo-profil foto-perfil profielfoto foto-profilo',
  },
  {
    category: 'user.behavior.search_history',
    kind: 'quasi',
    what: 'a search',
    sure: [0.75, 0.68, 0.5],
    words:
      'search-query search-term search-terms search-text search-keyword search-keywords search-history kata-kunci suchbegriff recherche-terme termino-busqueda termo-busca zoekterm',
  },
  {
    category: 'user.behavior.browsing_history',
    kind: 'quasi',
    what: 'what a person looked at',
    sure: [0.75, 0.6, 0.4],
    words:
      'browsing-history page-view page-views referrer referer referrer-url pages-viewed viewed-products visited-url visited-urls click-history',
  },
  {
    category: 'user.behavior.purchase_history',
    kind: 'quasi',
    what: 'what a person bought',
    sure: [0.8, 0.65, 0.4],
    words: 'purchase-history order-history orders-count total-spent lifetime-value purchases',
  },
  {
    category: 'user.telemetry',
    kind: 'quasi',
    what: 'use of the product by a person',
    sure: [0.6, 0.5, 0.3],
    words:
      'last-login last-login-at last-seen last-seen-at last-active last-active-at last-visit last-visited-at last-sign-in last-sign-in-at current-sign-in-at sign-in-count login-count',
  },
]
