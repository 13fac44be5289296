import commission from './parts/commission-zh-TW.ts';
import ledger from './parts/ledger-zh-TW.ts';

export default { ...ledger, ...commission } as const satisfies Readonly<Record<string, string>>;
