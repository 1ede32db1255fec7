/** Words for what may harm a person if it is known (GDPR Art. 9 and 10). In the same eight languages. */
import type { Concept } from './concept.ts'

export const SENSITIVE: readonly Concept[] = [
  {
    category: 'user.health_and_medical',
    kind: 'sensitive',
    what: 'health (GDPR Art. 9)',
    sure: [0.93, 0.88, 0.6],
    words: `diagnosis diagnoses allergy allergies medication medications blood-type blood-group bloodtype disability disabilities disabled-status pregnant pregnancy
      symptom symptoms prescription treatment-plan medical-history medical-record medical-record-number health-condition medical-condition medical-conditions chronic-condition chronic-conditions mental-health vaccination vaccinated vaccine hiv
      smoker smoking bmi genetic dna chronic-disease illness disease sick-leave patient-notes health-insurance-number
      golongan-darah gol-darah riwayat-penyakit penyakit alergi diagnosa obat-pasien kehamilan disabilitas rekam-medis no-rekam-medis no-rm
      gesundheit diagnose krankheit allergie allergien blutgruppe behinderung schwangerschaft medikament medikamente krankenkasse
      sante diagnostic-medical maladie groupe-sanguin grossesse medicaments numero-mutuelle
      salud diagnostico enfermedad alergia alergias grupo-sanguineo tipo-sangre discapacidad embarazo medicamentos
      saude doenca tipo-sanguineo deficiencia gravidez gezondheid ziekte bloedgroep zwangerschap medicatie salute diagnosi malattia gruppo-sanguigno disabilita gravidanza farmaci`,
  },
  {
    category: 'user.health_and_medical',
    kind: 'sensitive',
    what: 'health (GDPR Art. 9)',
    sure: [0.82, 0.45, 0.2],
    words: 'health medical health-status height weight body-weight body-height berat-badan tinggi-badan handicap',
  },
  {
    category: 'user.biometric',
    kind: 'sensitive',
    what: 'biometrics (GDPR Art. 9)',
    sure: [0.92, 0.85, 0.6],
    words:
      'biometric biometrics biometric-data biometric-template fingerprint-template fingerprint-data face-template face-encoding face-embedding face-descriptor facial-data face-id retina iris-scan retina-scan voiceprint voice-print palm-print sidik-jari fingerabdruck empreinte-digitale huella-digital huella-dactilar impressao-digital vingerafdruk impronta-digitale',
  },
  {
    category: 'user.demographic.religious_belief',
    kind: 'sensitive',
    what: 'religion (GDPR Art. 9)',
    sure: [0.92, 0.85, 0.5],
    words:
      'religion religious religious-belief religious-affiliation faith denomination agama konfession religionszugehoerigkeit religionszugehorigkeit croyance religione religiao geloof godsdienst confession-religieuse',
  },
  {
    category: 'user.demographic.union_membership',
    kind: 'sensitive',
    what: 'union membership (GDPR Art. 9)',
    sure: [0.9, 0.85, 0.6],
    words:
      'union-member union-membership trade-union trade-union-member labor-union labour-union serikat-pekerja gewerkschaft gewerkschaftsmitglied syndicat syndicat-membre sindicato afiliacion-sindical vakbond vakbondslid sindacato',
  },
  {
    category: 'user.demographic.sexual_orientation',
    kind: 'sensitive',
    what: 'sexual orientation (GDPR Art. 9)',
    sure: [0.93, 0.9, 0.6],
    words:
      'sexual-orientation sexual-preference orientasi-seksual sexuelle-orientierung orientation-sexuelle orientacion-sexual orientacao-sexual seksuele-geaardheid seksuele-voorkeur orientamento-sessuale',
  },
  {
    category: 'user.demographic.political_opinion',
    kind: 'sensitive',
    what: 'political opinion (GDPR Art. 9)',
    sure: [0.9, 0.85, 0.55],
    words:
      'political-opinion political-view political-views political-affiliation political-party party-membership partai-politik politische-meinung opinion-politique opinion-politica afiliacion-politica opiniao-politica politieke-voorkeur opinione-politica',
  },
  {
    category: 'user.demographic.race_ethnicity',
    kind: 'sensitive',
    what: 'ethnic origin (GDPR Art. 9)',
    sure: [0.9, 0.82, 0.5],
    words:
      'ethnicity ethnic-group ethnic-origin racial-origin suku-bangsa ethnie origine-ethnique etnia origen-etnico origem-etnica raca-cor etniciteit ethnische-herkunft origine-etnica',
  },
  {
    category: 'user.criminal_history',
    kind: 'sensitive',
    what: 'criminal records (GDPR Art. 10)',
    sure: [0.9, 0.86, 0.6],
    words:
      'criminal-record criminal-history conviction convictions catatan-kriminal vorstrafen casier-judiciaire antecedentes-penales antecedentes-criminais strafblad casellario-giudiziale',
  },
]
