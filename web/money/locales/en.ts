import commission from './parts/commission-en.ts';
import ledger from './parts/ledger-en.ts';

export default { ...ledger, ...commission } as const satisfies Readonly<Record<string, string>>;
