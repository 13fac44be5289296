/** The quotations of an offer: what stands first, with its lines and terms; earlier ones in brief. */
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Section } from '../deals/Section.tsx';
import { formatDay, formatYuan } from '../shell/format.ts';
import { textOf } from '../shell/i18n.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { type OfferOut, type QuotationRow, quotationTones } from './words.ts';

interface QuotationsProps {
  readonly quotations: readonly QuotationRow[];
  readonly whyNot?: OfferOut['whyNot']['quote'];
  readonly onQuote?: () => void;
}

export function Quotations({ quotations, whyNot, onQuote }: QuotationsProps) {
  const { t } = useTranslation();
  return (
    <Section
      title={t('offers.quotation')}
      extra={
        onQuote ? (
          <ActionButton size="small" label={t('offers.quote')} disabledReason={whyNot ?? null} onClick={onQuote} />
        ) : undefined
      }
    >
      {quotations.length === 0 ? <span className="muted">{t('offers.quotation.none.yet')}</span> : null}
      {quotations.map((sheet) => (
        <Sheet key={sheet.id} sheet={sheet} />
      ))}
    </Section>
  );
}

const standing = new Set<QuotationRow['state']>(['pending', 'returned', 'issued', 'accepted']);

function Sheet({ sheet }: { readonly sheet: QuotationRow }) {
  const { t } = useTranslation();
  const isCurrent = standing.has(sheet.state);
  const terms = (['settlement', 'service', 'other'] as const).filter((field) => sheet[field] !== '');
  return (
    <article className={`offer-sheet${isCurrent ? '' : ' is-past'}`}>
      <header>
        <b>{sheet.number ?? t('offers.quotation.numberLater')}</b>
        <StateTag tone={quotationTones[sheet.state]}>{t(`offers.quotation.${sheet.state}`)}</StateTag>
        <span>¥{formatYuan(sheet.priceFen)}</span>
        <small className="muted">{t('offers.quotation.until', { day: sheet.validUntil })}</small>
        <span className="spring" />
        <PrintLinks sheet={sheet} />
        <WhyButton kind="icon" journalId={sheet.journalId} />
      </header>
      {sheet.waitingFor ? (
        <p>
          {t('offers.quotation.waitsFor', { who: sheet.waitingFor })}{' '}
          {sheet.approvalId ? <Link to={`/approvals/${sheet.approvalId}`}>{t('offers.approval.open')}</Link> : null}
        </p>
      ) : null}
      {isCurrent ? (
        <>
          <table className="deal-table">
            <thead>
              <tr>
                <th>{t('offers.unit')}</th>
                <th className="is-right">{t('offers.listPrice')}</th>
                <th className="is-right">{t('offers.below')}</th>
                <th className="is-right">{t('offers.price')}</th>
              </tr>
            </thead>
            <tbody>
              {sheet.lines.map((line) => (
                <tr key={line.unit.id}>
                  <td>{line.unit.name || line.unit.code}</td>
                  <td className="is-right">{formatYuan(line.listPriceFen)}</td>
                  <td className="is-right">{line.discountPercent}%</td>
                  <td className="is-right">{formatYuan(line.priceFen)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="muted">
            {t(`offers.payment.${sheet.paymentMethod}`)}
            {terms.map((field) => ` · ${t(`offers.${field}`)}：${sheet[field]}`).join('')}
          </p>
          <p className="muted">{t('offers.commissioned', { how: sheet.commission, day: formatDay(sheet.madeAt) })}</p>
        </>
      ) : null}
    </article>
  );
}

function PrintLinks({ sheet }: { readonly sheet: QuotationRow }) {
  const { t } = useTranslation();
  if (sheet.whyNot.print) return <small className="muted">{textOf(sheet.whyNot.print)}</small>;
  return (
    <>
      {(['pdf', 'xlsx'] as const).map((format) => (
        <Button key={format} size="small" href={`/api/quotations/${sheet.id}/file?format=${format}`}>
          {t(`offers.file.${format}`)}
        </Button>
      ))}
    </>
  );
}
