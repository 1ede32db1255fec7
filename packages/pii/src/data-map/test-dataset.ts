/** A dataset of our own making for tests, with everything that fideslang has for a field. */
export const EXAMPLE_DATASET = `
dataset:
  - fides_key: kiosk_db
    name: Kiosk
    description: The database of a kiosk
    meta: { owner: { team: shop } }
    data_categories: []
    collections:
      - name: customer
        description: Who buys
        fides_meta: { skip_processing: False }
        fields:
          - name: id
            data_categories: [user.unique_id]
            fides_meta: { primary_key: True, data_type: integer }
          - name: email
            description: Where receipts go
            data_categories: [user.contact.email, user.unique_id]
            fides_meta:
              identity: email
              data_type: string
              length: 120
              masking_strategy_override: { strategy: hash, configuration: { algorithm: SHA-256 } }
          - name: created
            data_categories: [system.operations]
          - name: mood
          - name: address
            fides_meta: { data_type: object }
            fields:
              - name: city
                data_categories: [user.contact.address.city]
              - name: visits
                fides_meta: { data_type: 'object[]' }
                fields:
                  - name: at
                    data_categories: [user.behavior]
          - name: tags
            data_categories: [user.content]
            fides_meta: { data_type: 'string[]', return_all_elements: True }
      - name: order
        data_categories: [user.behavior.purchase_history]
        fields:
          - name: customer_id
            data_categories: [user.unique_id]
            fides_meta:
              references:
                - { dataset: kiosk_db, field: customer.id, direction: from }
                - { dataset: other_db, field: person.id }
          - name: total
`
