/** On the customer's page: what they have bought or are about to. */
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { deals } from '#contract/deals.ts';
import { saleFile, type SaleFileOut } from '#contract/deals-customer-file.ts';
import { formatYuan } from '../shell/format.ts';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { DealStateTag } from './DealStateTag.tsx';
import { unitText } from './words.ts';
import { Section } from './Section.tsx';
import './deals.css';

export function CustomerPanel({ customerId }: { customerId: string }) {
  return usePermission('deals.read') === null ? null : <Deals customerId={customerId} />;
}

function Deals({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayOpen = usePermission('deals.open') !== null;
  const query = useApiQuery(deals.list, { query: { customerId, limit: 20 } });
  const file = useApiQuery(saleFile.ofCustomer, { params: { customerId } }, { live: ['deals', 'money'] });
  const rows = query.data?.rows ?? [];
  if (rows.length === 0 && !mayOpen) return null;
  return (
    <div className="deal-of-customer">
      <Section
        title={t('deals.list.title')}
        extra={
          mayOpen ? (
            <Button
              size="small"
              onClick={() => void navigate({ to: '/deals/new', search: { customer: customerId } as never })}
            >
              {t('deals.new.title')}
            </Button>
          ) : undefined
        }
      >
        {file.data?.repeatOn ? (
          <p className="muted">
            {t('deals.ofCustomer.repeat', { count: file.data.purchases, on: file.data.repeatOn })}
          </p>
        ) : null}
        {rows.length === 0 ? <span className="muted">{t('deals.ofCustomer.none')}</span> : null}
        <ul className="deal-rows">
          {rows.map((row) => (
            <li key={row.id}>
              <Link to={`/deals/${row.id}`}>{unitText(row) || row.number || t('deals.noUnit')}</Link>
              <DealStateTag deal={row} />
              <span className="muted">
                ¥{formatYuan(row.priceFen)} · {row.consultant.name}
              </span>
              <SaleLine sale={file.data?.rows.find(({ dealId }) => dealId === row.id)} />
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}

/** How it is paid, the deposit, the dates of the loan; and what the file still lacks. */
function SaleLine({ sale }: { readonly sale: SaleFileOut['rows'][number] | undefined }) {
  const { t } = useTranslation();
  if (!sale || sale.effectiveOn === null) return null;
  const deposit = t('deals.ofCustomer.deposit', { yuan: formatYuan(sale.depositFen) });
  const dates = sale.loanDates.map(
    ({ what, name, on }) => `${what === 'instalment' ? name : t(`deals.ofCustomer.${what}`)} ${on}`,
  );
  return (
    <div className="muted">
      {[t(`deals.payment.${sale.paymentMethod}`), deposit, ...dates].join(' · ')}{' '}
      {sale.missing.length > 0 ? (
        <StateTag tone="waiting">
          {t('deals.ofCustomer.missing', {
            what: sale.missing.map((field) => t(`deals.ofCustomer.field.${field}`)).join(t('shell.comma')),
          })}
        </StateTag>
      ) : null}
    </div>
  );
}
