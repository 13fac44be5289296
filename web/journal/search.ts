/** What the journal is searched by, as it stands in the address. */
export const journalDefaults = {
  kind: '',
  clause: '',
  staffId: '',
  customerId: '',
  outcome: '',
  from: '',
  to: '',
  /** Every site one may see, rather than the one that is looked at. */
  all: false,
};
export type JournalSearch = typeof journalDefaults;
