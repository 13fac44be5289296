/** A new offer on one page: to whom, which needs it answers, what is proposed and why. */
import { Checkbox, Input } from 'antd';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customers } from '#contract/customers.ts';
import { inventory } from '#contract/inventory.ts';
import { offers } from '#contract/offers.ts';
import { CustomerPicker } from '../customers/CustomerPicker.tsx';
import '../customers/customers.css';
import '../deals/deals.css';
import { Section } from '../deals/Section.tsx';
import { showDone } from '../shell/feedback.tsx';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { Field } from '../shell/parts/DialogForm.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { useSite } from '../shell/session.tsx';
import { type ProposedDraft, ProposedFields } from './ProposedFields.tsx';
import './offers.css';

type Chosen = { readonly id: string; readonly name: string };

export function NewOfferPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const site = useSite();
  const [customer, setCustomer] = useState<Chosen | null>(null);
  const [title, setTitle] = useState('');
  const [needIds, setNeedIds] = useState<readonly string[]>([]);
  const [units, setUnits] = useState<readonly ProposedDraft[]>([]);
  useFromAddress(setCustomer, (unit) => setUnits([unit]));
  const open = useApiCommand(offers.open);
  const keep = async () => {
    const { offer } = await open.mutateAsync({
      body: {
        customerId: customer?.id ?? '',
        siteId: site.id,
        title,
        needIds: [...needIds],
        units: units.map(({ unit, goods, fit }) => ({ unitId: unit?.id ?? null, goods, fit })),
      },
    });
    showDone(t('offers.opened'));
    void navigate({ to: `/offers/${offer.id}`, replace: true });
  };
  return (
    <Page
      title={t('offers.new.title')}
      actions={
        <ActionButton
          type="primary"
          label={t('offers.new.keep')}
          hotkey="ctrl+Enter"
          disabledReason={customer ? null : t('offers.new.customer.missing')}
          onClick={keep}
        />
      }
    >
      <div className="deal-new">
        <Section title={t('offers.customer')}>
          <Field label={t('offers.customer')}>
            <CustomerPicker autoFocus chosen={customer} onChoose={setCustomer} label={t('offers.customer')} />
          </Field>
          <Field label={t('offers.title')}>
            <Input value={title} maxLength={200} onChange={(event) => setTitle(event.target.value)} />
          </Field>
          {customer ? <NeedsField customerId={customer.id} value={needIds} onChange={setNeedIds} /> : null}
        </Section>
        <Section title={t('offers.units')}>
          <ProposedFields siteId={site.id} value={units} onChange={setUnits} />
        </Section>
      </div>
    </Page>
  );
}

/** The needs on the customer’s file, to tick those that the offer answers. */
export function NeedsField(props: {
  readonly customerId: string;
  readonly value: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
}) {
  const { customerId, value, onChange } = props;
  const { t } = useTranslation();
  const query = useApiQuery(customers.get, { params: { customerId } });
  const needs = query.data?.needs ?? [];
  return (
    <div className="field">
      <span>{t('offers.needs')}</span>
      {query.data && needs.length === 0 ? <small className="muted">{t('offers.needs.none')}</small> : null}
      <Checkbox.Group
        className="deal-checks"
        value={[...value]}
        onChange={(ids) => onChange(ids as string[])}
        options={needs.map(({ id, text }) => ({ value: id, label: text }))}
      />
    </div>
  );
}

/** From a customer’s page or the page of a unit. */
function useFromAddress(onCustomer: (one: Chosen) => void, onUnit: (one: ProposedDraft) => void): void {
  const navigate = useNavigate();
  const search = useRouterState({ select: (state) => state.location.search as Record<string, unknown> });
  const customerId = typeof search.customer === 'string' ? search.customer : null;
  const unitId = typeof search.unit === 'string' ? search.unit : null;
  const known = useApiQuery(
    customers.get,
    { params: { customerId: customerId ?? '' } },
    { enabled: customerId !== null },
  );
  const unit = useApiQuery(inventory.unit, { params: { unitId: unitId ?? '' } }, { enabled: unitId !== null });
  const isKnown = (customerId === null || !known.isPending) && (unitId === null || !unit.isPending);
  useEffect(() => {
    if (!isKnown || (customerId === null && unitId === null)) return;
    if (known.data) onCustomer({ id: known.data.id, name: known.data.name });
    if (unit.data) {
      const { id, code, name } = unit.data;
      onUnit({ key: id, unit: { id, code, name }, goods: '', fit: '' });
    }
    void navigate({ to: '.', search: {} as never, replace: true });
  }, [isKnown, customerId, unitId, known.data, unit.data, navigate, onCustomer, onUnit]);
}
