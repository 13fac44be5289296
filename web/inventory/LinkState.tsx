import { useTranslation } from 'react-i18next';
import type { inventory } from '#contract/inventory.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { formatInstant } from '../shell/format.ts';
import { StateTag } from '../shell/parts/StateTag.tsx';

type Buyer = ResponseOf<typeof inventory.buyers>['rows'][number];

/** Whether the buyer has a code, and whether it has been opened. */
export function LinkState({ buyer }: { readonly buyer: Pick<Buyer, 'link'> }) {
  const { t } = useTranslation();
  if (buyer.link === null) return <span className="muted">{t('inventory.links.state.none')}</span>;
  const { openedAt, issuedAt } = buyer.link;
  return (
    <span title={formatInstant(openedAt ?? issuedAt)}>
      <StateTag tone={openedAt === null ? 'waiting' : 'good'}>
        {t(openedAt === null ? 'inventory.links.state.issued' : 'inventory.links.state.opened')}
      </StateTag>
    </span>
  );
}
