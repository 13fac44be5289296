/** Where the form of a new customer is: with the market branch, or on file. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { StateTag } from '../shell/parts/StateTag.tsx';
import type { File } from './words.tsx';

type Claim = File['business']['newClaims'][number];
const tones = { submitted: 'active', confirmed: 'good', rejected: 'bad', returned: 'waiting' } as const;

export function ClaimTag({ claim }: { readonly claim: Pick<Claim, 'state' | 'approvalId'> }) {
  const { t } = useTranslation();
  const tag = <StateTag tone={tones[claim.state]}>{t(`customers.business.${claim.state}`)}</StateTag>;
  return claim.approvalId ? <Link to={`/approvals/${claim.approvalId}`}>{tag}</Link> : tag;
}
