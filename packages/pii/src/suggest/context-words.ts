/** Words that say what a table, a parent or the rest of a name is about: people, what belongs to people, or things. */
import { wordSet } from './words.ts'

/** Rows or objects that are a person. */
export const PEOPLE = wordSet(
  `user usr customer cust client member employee emp staff person people individual human contact patient student pupil subscriber visitor guest author writer
   teacher tutor instructor trainer lecturer participant attendee candidate applicant donor resident passenger driver rider traveller traveler recipient receiver sender
   beneficiary payee payer player owner creator assignee reporter reviewer editor moderator admin administrator operator agent manager supervisor leader coach doctor
   physician nurse caregiver guardian parent mother father spouse child children kid sibling dependent relative kin cardholder holder subject
   buyer seller shopper consumer learner citizen voter worker freelancer volunteer personnel responsible rep lead friend follower signer signatory witness heir insured
   policyholder borrower lender renter landlord landlady husband wife family-member influencer streamer tester respondent`,
  'pengguna pelanggan karyawan pegawai anggota nasabah pasien siswa mahasiswa orang pendaftar peserta penulis pembeli penjual dosen guru penduduk penerima pengirim wali ibu ayah anak suami istri kontak pemilik tamu santri',
  'benutzer nutzer kunde kunden mitarbeiter angestellte personen mitglied mitglieder patienten schueler schuler teilnehmer ansprechpartner kontakt kontakte autor inhaber empfaenger empfanger absender besteller fahrer besucher gast',
  'utilisateur client employe salarie personne membre eleve etudiant abonne adherent auteur acheteur destinataire expediteur conducteur proprietaire',
  'usuario cliente empleado persona personas miembro paciente alumno estudiante socio autor autores comprador destinatario remitente conductor propietario contacto medico profesor',
  'utilizador funcionario colaborador pessoa pessoas membro membros aluno estudante associado comprador remetente motorista dono contato contatos professor',
  'gebruiker gebruikers klant klanten medewerker medewerkers werknemer persoon personen lid leden leerling deelnemer auteur koper ontvanger afzender bezoeker',
  'utente utenti clienti dipendente dipendenti persone membri paziente pazienti studente studenti iscritto iscritti autore acquirente mittente conducente proprietario contatti',
)

/** Rows that stand beside a person: most of what is in them says something about one. */
export const NEAR_PEOPLE = wordSet(
  `account profile address addr registration signup login session delivery shipment shipping billing order booking reservation appointment invoice payment card subscription
   enrollment enrolment enquiry inquiry ticket complaint visit loyalty membership identity credential kyc onboarding checkout consent preference newsletter waitlist
   resume cv emergency home work personal mailing residence correspondence lease rental prescription payroll attendance`,
  'alamat pesanan pemesanan transaksi rekening pendaftaran profil pembayaran pengiriman tagihan adresse bestellung lieferung rechnung anschrift profil commande livraison facture facturation inscription compte',
  'consulta cita direccion pedido envio factura facturacion perfil cuenta reserva endereco entrega fatura conta cadastro inscricao bestelling levering factuur adres rekening profiel ordine spedizione fattura indirizzo profilo prenotazione iscrizione',
)

/** Rows or words that are about no person. */
export const THINGS = wordSet(
  `product item sku article goods category genre tag label brand model variant plan tier price pricing discount coupon promotion campaign
   country currency language locale timezone unit type kind status stage step role permission policy rule setting settings config configuration flag
   template layout theme page-template menu section block widget component form table migration version release file folder image asset media
   track album playlist song movie film book course lesson module quiz exam topic skill badge level channel queue job task workflow pipeline
   webhook endpoint api integration connector provider vendor service app application tool plugin extension package library dependency repository branch commit build deployment
   environment server host domain instance cluster node container database dataset index log metric dashboard report chart team department division organization
   organisation company business merchant store shop warehouse venue room building vehicle car collection catalog inventory stock supplier
   system project board sprint milestone segment cohort experiment collation bank school university institution clinic hospital airport station
   game team-name club league season stadium recipe ingredient sensor machine resource material color colour size shape icon currency tax-rate tax fee rate holiday calendar`,
  'produk barang kategori merek jenis harga mata-uang satuan peran toko gudang kendaraan mobil ruangan gedung perusahaan sekolah kelas jurusan matkul produkt artikel kategorie marke preis rolle firma lager fahrzeug raum waehrung einstellung',
  'produit categorie marque prix entreprise magasin entrepot vehicule salle devise parametre producto articulo categoria marca precio rol empresa tienda almacen vehiculo sala moneda ajuste',
  'produto artigo preco papel loja armazem veiculo moeda configuracao categorie merk prijs bedrijf winkel magazijn voertuig valuta instelling prodotto articolo prezzo ruolo azienda negozio magazzino veicolo valuta impostazione',
)

/** Words of a table's name that say nothing about its rows. */
export const TABLE_NOISE = wordSet(
  'tbl tb table schema model entity dto input output create created update updated insert select new form request req response body payload data row record public app main m mst ms tr t master base zod patch upsert event params query props info detail details list all by the properties property attributes attribute fields field options option feature features metadata meta extra data custom',
)
