/** The explanation below the field: neighbours in a row stay in line however long theirs is. */
export const FIELD_ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];
