/** Words for what names or reaches a person, in English, Indonesian, German, French, Spanish, Portuguese, Dutch and Italian. */
import type { Concept } from './concept.ts'

export const IDENTITY: readonly Concept[] = [
  {
    category: 'user.contact.email',
    kind: 'direct',
    what: 'an e-mail address, or where mail comes from',
    sure: [0.75, 0.65, 0.45],
    words: 'email-id from-address to-address sender-address recipient-address reply-to',
  },
  {
    category: 'user.contact.email',
    kind: 'direct',
    what: 'an e-mail address',
    sure: [0.95, 0.93, 0.8],
    words: `email mail e-mail email-address mail-address email-addr surel alamat-email alamat-surel
      emailadresse mailadresse adresse-mail adresse-email courriel adresse-courriel correo correo-electronico direccion-correo direccion-email
      correio-eletronico endereco-email emailadres mailadres indirizzo-email posta-elettronica`,
  },
  {
    category: 'user.name',
    kind: 'direct',
    what: 'a name of a person',
    sure: [0.95, 0.93, 0.8],
    words: `first-name given-name last-name family-name surname middle-name maiden-name real-name forename fname lname mname
      first-nm last-nm preferred-name person-name cardholder-name card-holder-name name-on-card account-holder emergency-contact-name
      contact-name contact-person account-holder-name holder-name vname nname emergency-contact next-of-kin patronymic nama-lengkap nama-depan nama-belakang nama-tengah nama-panggilan nama-keluarga
      vorname nachname familienname geburtsname vollname rufname ansprechpartner kontoinhaber karteninhaber
      prenom nom-famille nom-de-famille nom-complet nom-prenom nom-naissance nom-usuel
      nombres apellido apellidos primer-nombre segundo-nombre nombre-completo primer-apellido segundo-apellido apellido-paterno apellido-materno
      primeiro-nome sobrenome nome-completo ultimo-nome nome-social apelido nome-proprio
      voornaam achternaam tussenvoegsel volledige-naam roepnaam geslachtsnaam cognome nome-cognome nome-e-cognome nominativo
      mother-name father-name spouse-name nama-ibu nama-ayah nama-ibu-kandung nome-mae nome-pai nombre-madre nombre-padre`,
  },
  {
    category: 'user.name',
    kind: 'direct',
    what: 'a name of a person',
    sure: [0.92, 0.82, 0.4],
    words: 'full-name fullname legal-name display-name nama-tampilan anzeigename nom-affichage nombre-mostrar',
  },
  {
    category: 'user.name',
    kind: 'quasi',
    what: 'a form of address',
    sure: [0.7, 0.62, 0.3],
    words: 'salutation honorific name-prefix name-suffix anrede civilite tratamiento aanhef initials gelar titel-depan',
  },
  {
    category: 'user.contact.phone_number',
    kind: 'direct',
    what: 'a phone number',
    sure: [0.95, 0.9, 0.65],
    words: `phone phone-number phone-no phone-num telephone telephone-number tel tel-no mobile mobile-number mobile-no mobile-phone cell-phone cellphone cell-number
      msisdn whatsapp whatsapp-number wa-number no-wa nomor-wa telepon telpon telp no-telp no-telepon nomor-telepon no-telpon notelp nohp no-hp nomor-hp
      nomor-ponsel handphone ponsel telefon telefonnummer telefon-nr handy handynummer mobilnummer mobiltelefon rufnummer
      telephone-portable numero-telephone numero-de-telephone num-tel portable contact-number emergency-contact-number emergency-contact-phone contact-phone telefono telefono-movil numero-telefono celular movil
      telefone telemovel numero-telefone fone telefoon telefoonnummer mobiel mobielnummer gsm-nummer cellulare numero-di-telefono recapito-telefonico`,
  },
  {
    category: 'user.contact.fax_number',
    kind: 'direct',
    what: 'a fax number',
    sure: [0.84, 0.82, 0.6],
    words: 'fax fax-number fax-no faxnummer telefax numero-fax',
  },
  {
    category: 'user.contact.url',
    kind: 'direct',
    what: 'a website of a person',
    sure: [0.66, 0.4, 0.1],
    words: 'website website-url homepage homepage-url site-web sitio-web sito-web',
  },
  {
    category: 'user.account.username',
    kind: 'direct',
    what: 'a user name',
    sure: [0.92, 0.85, 0.6],
    words: `username user-name user-login login-name screen-name nickname nick-name gamertag twitter-handle twitter-username instagram-username instagram-handle
      github-username github-login telegram-username discord-username discord-tag skype-id linkedin-url twitter instagram linkedin facebook-url facebook-profile
      nama-pengguna benutzername nutzername anmeldename spitzname nom-utilisateur nom-d-utilisateur pseudo pseudonyme identifiant nombre-usuario nombre-de-usuario apodo
      nome-usuario nome-de-usuario nome-utilizador gebruikersnaam bijnaam nome-utente`,
  },
  {
    category: 'user.authorization.password',
    kind: 'sensitive',
    what: 'a password',
    sure: [0.95, 0.93, 0.7],
    words: `password passwd passwrd pwd passphrase passcode pin-code encrypted-password kata-sandi katasandi sandi passwort kennwort mot-de-passe motdepasse mdp
      contrasena clave-acceso senha palavra-passe wachtwoord parola-chiave`,
  },
  {
    category: 'user.authorization.credentials',
    kind: 'sensitive',
    what: 'a secret that signs a person in',
    sure: [0.75, 0.62, 0.4],
    words: `access-token refresh-token id-token auth-token reset-token remember-token reset-password-token confirmation-token verification-token magic-link-token
      otp otp-secret otp-code totp-secret two-factor-secret mfa-secret recovery-code backup-code security-answer security-question secret-answer`,
  },
  {
    category: 'user.contact.address.street',
    kind: 'direct',
    what: 'a street address',
    sure: [0.92, 0.82, 0.5],
    words: `street street-address street-name house-number house-no house address-line address-line-one address-line-two street-line building-number apartment-number
      addr-line home-address postal-address mailing-address residential-address shipping-address billing-address delivery-address address-text
      jalan alamat-rumah alamat-ktp alamat-domisili alamat-pengiriman nama-jalan strasse strassenname hausnummer hausnr
      rue numero-rue adresse-postale adresse-livraison adresse-facturation calle domicilio direccion-envio numero-calle
      rua logradouro morada endereco-entrega straat straatnaam huisnummer huisnr via-indirizzo indirizzo-residenza indirizzo-spedizione numero-civico`,
  },
  {
    category: 'user.contact.address',
    kind: 'direct',
    what: 'an address',
    sure: [0.9, 0.72, 0.35],
    words: 'address addr alamat adresse anschrift wohnort direccion endereco adres woonadres indirizzo',
  },
  {
    category: 'user.government_id',
    kind: 'direct',
    what: 'a number that a state issues',
    sure: [0.93, 0.88, 0.7],
    words: `ssn social-security-number social-security-no social-security itin national-id national-id-number national-identification-number identity-number identity-card
      id-card-number id-number passport passport-number passport-no driver-license drivers-license driver-license-number driving-licence license-number tax-id tax-number
      tax-id-number tin nino nhs-number national-insurance-number aadhaar aadhar aadhaar-number pan-number sin-number
      nik no-nik nomor-nik no-ktp nomor-ktp ktp nomor-kk no-kk npwp no-npwp nomor-npwp no-paspor nomor-paspor paspor no-sim nomor-sim bpjs no-bpjs
      steuer-id steueridnr steuernummer steuer-identifikationsnummer personalausweis personalausweisnummer ausweisnummer reisepassnummer sozialversicherungsnummer
      numero-securite-sociale num-secu nir-number insee-number numero-passeport numero-fiscal cni
      dni nie nif curp rfc cedula rut documento-identidad numero-identificacion pasaporte numero-pasaporte nss
      cpf rg numero-cpf numero-rg cartao-cidadao numero-contribuinte passaporte numero-passaporte
      bsn burgerservicenummer paspoortnummer rijbewijsnummer codice-fiscale cod-fiscale numero-passaporto carta-identita patente-guida`,
  },
  {
    category: 'user.government_id',
    kind: 'direct',
    what: 'a number of a document',
    sure: [0.78, 0.5, 0.2],
    words: 'document-number document-no document-id numero-documento documento nro-documento num-documento',
  },
  {
    category: 'user.financial.credit_card',
    kind: 'direct',
    what: 'data of a payment card',
    sure: [0.93, 0.88, 0.7],
    words: `credit-card credit-card-number card-number card-no cc-number cc-num ccn cvv cvc cvv-number card-cvc card-last-four last-four card-last card-expiry card-exp
      card-exp-month card-exp-year debit-card debit-card-number nomor-kartu kartu-kredit nomor-kartu-kredit kreditkarte kreditkartennummer kartennummer
      carte-bancaire numero-carte carte-credit tarjeta numero-tarjeta tarjeta-credito cartao numero-cartao cartao-credito kaartnummer creditcardnummer carta-credito numero-carta`,
  },
  {
    category: 'user.financial.bank_account',
    kind: 'direct',
    what: 'a bank account',
    sure: [0.93, 0.85, 0.6],
    words: `iban bank-account bank-account-number bank-account-no account-number routing-number sort-code no-rekening nomor-rekening norek rekening
      bankverbindung kontonummer compte-bancaire numero-compte rib cuenta-bancaria numero-cuenta clabe conta-bancaria numero-conta chave-pix pix-key
      rekeningnummer bankrekening conto-corrente numero-conto`,
  },
]
