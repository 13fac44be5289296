import commission from './parts/commission-zh-CN.ts';
import ledger from './parts/ledger-zh-CN.ts';

export default { ...ledger, ...commission } as const satisfies Readonly<Record<string, string>>;
