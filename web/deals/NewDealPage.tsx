/** A new deal on one page: who, what, for how much, what has been made clear; then kept as a draft or put up for approval. */
import { Alert, Checkbox, Input, Radio, Segmented } from 'antd';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { customers } from '#contract/customers.ts';
import { deals } from '#contract/deals.ts';
import { inventory } from '#contract/inventory.ts';
import { CustomerPicker } from '../customers/CustomerPicker.tsx';
import '../customers/customers.css';
import { useColleagues } from '../claims/use-colleagues.ts';
import { carryOut } from '../shell/api.ts';
import { showDone, showError } from '../shell/feedback.tsx';
import { formatYuan, localToday } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { Field } from '../shell/parts/DialogForm.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { StaffSelect } from '../shell/parts/StaffSelect.tsx';
import { queryClient, useApiQuery } from '../shell/queries.ts';
import { usePermission, useSession, useSite } from '../shell/session.tsx';
import { PlanField } from './DeliveryDialogs.tsx';
import { MoneyFields } from './MoneyFields.tsx';
import { type MoneyDraft, noMoney, termsOf } from './money-draft.ts';
import { UnitPicker } from './UnitPicker.tsx';
import { useKept } from './use-kept.ts';
import { type Goods, goods } from './words.ts';
import { Section } from './Section.tsx';
import './deals.css';

interface Chosen {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly listPriceFen: number | null;
  readonly floorPriceFen: number | null;
}
interface Draft {
  readonly customer: { readonly id: string; readonly name: string } | null;
  readonly kind: Goods;
  readonly unit: Chosen | null;
  readonly byModel: boolean;
  readonly model: string;
  readonly colour: string;
  readonly consultantId: string | null;
  readonly isLocal: boolean;
  readonly buyers: string;
  readonly money: MoneyDraft;
  readonly disclosures: readonly string[];
  readonly note: string;
  readonly promisedOn: string;
  readonly plan: string;
}
const empty: Draft = {
  customer: null,
  kind: 'room',
  unit: null,
  byModel: false,
  model: '',
  colour: '',
  consultantId: null,
  isLocal: true,
  buyers: '',
  money: noMoney,
  disclosures: [],
  note: '',
  promisedOn: '',
  plan: '',
};

export function NewDealPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const site = useSite();
  const kept = useKept<Draft>(`guike.new-deal.${site.id}`, empty);
  const { value: draft, change } = kept;
  useFromAddress(change);
  const form = useApiQuery(deals.form, {
    params: { siteId: site.id },
    query: {
      kind: draft.kind,
      isLocal: draft.isLocal ? 'true' : 'false',
      paymentMethod: draft.money.paymentMethod,
    },
  });
  const fixedDepositFen = form.data?.depositIsFixed ? form.data.depositFen : null;
  const terms = termsOf(draft.money, fixedDepositFen);
  const isGoods = draft.byModel && draft.kind === 'vehicle' ? draft.model.trim() !== '' : draft.unit !== null;
  const told = (form.data?.disclosures ?? []).filter((key) => draft.disclosures.includes(key));
  const isTold = form.data !== undefined && told.length === form.data.disclosures.length;

  const isPromised = !form.data?.deliveryAsked || (draft.promisedOn !== '' && draft.plan.trim() !== '');

  const open = async (): Promise<string> => {
    const { deal } = await carryOut(deals.open, {
      body: {
        customerId: draft.customer?.id ?? '',
        siteId: site.id,
        kind: draft.kind,
        unitId: draft.byModel ? null : (draft.unit?.id ?? null),
        wanted: draft.byModel ? { model: draft.model.trim(), colour: draft.colour.trim() } : null,
        ...(draft.consultantId ? { consultantId: draft.consultantId } : {}),
        ...(terms ?? {}),
        isLocal: draft.isLocal,
        buyers: draft.buyers,
        note: draft.note,
        ...(draft.promisedOn || draft.plan.trim()
          ? { delivery: { promisedOn: draft.promisedOn || null, plan: draft.plan.trim() || null } }
          : {}),
      },
    });
    void queryClient.invalidateQueries();
    return deal.id;
  };
  const leave = (dealId: string) => {
    kept.forget();
    void navigate({ to: `/deals/${dealId}`, replace: true });
  };
  const keep = async () => {
    leave(await open());
    showDone(t('deals.new.kept'));
  };
  const submit = async () => {
    const dealId = await open();
    // Once it is a draft nothing typed is lost: a refusal is shown on its page, where it can be mended.
    try {
      const { approval } = await carryOut(deals.submit, {
        params: { dealId },
        body: { disclosures: told },
      });
      showDone(t(approval.state === 'approved' ? 'deals.submit.approved' : 'deals.submit.done'));
    } catch (error) {
      showError(error);
    }
    leave(dealId);
  };
  const missing = !draft.customer
    ? 'customer'
    : !isGoods
      ? 'unit'
      : !terms
        ? 'money'
        : !isTold
          ? 'disclosures'
          : !isPromised
            ? 'delivery'
            : null;

  return (
    <Page
      title={t('deals.new.title')}
      subtitle={t('deals.new.kept.hint')}
      actions={
        <>
          <ActionButton label={t('deals.new.clear')} onClick={kept.forget} />
          <ActionButton
            label={t('deals.new.keep')}
            disabledReason={draft.customer ? null : t('deals.new.missing.customer')}
            onClick={keep}
          />
          <ActionButton
            type="primary"
            label={t('deals.submit')}
            hotkey="ctrl+Enter"
            disabledReason={missing ? t(`deals.new.missing.${missing}`) : null}
            onClick={submit}
          />
        </>
      }
    >
      <div className="deal-new">
        <Section title={`1 · ${t('deals.customer')}`}>
          <WhoFields draft={draft} change={change} />
        </Section>
        <Section title={`2 · ${t('deals.unit')}`}>
          <GoodsFields draft={draft} change={change} />
        </Section>
        <Section title={`3 · ${t('deals.money')}`}>
          {form.data?.depositIsFixed && form.data.depositFen === null ? (
            <Alert type="warning" showIcon title={t('deals.deposit.notSet')} />
          ) : null}
          <MoneyFields
            value={draft.money}
            onChange={(part) => change({ money: { ...draft.money, ...part } })}
            listPriceFen={draft.unit?.listPriceFen}
            floorPriceFen={draft.unit?.floorPriceFen}
            fixedDepositFen={fixedDepositFen}
          />
        </Section>
        <Section title={`4 · ${t('deals.disclosures')}`}>
          {form.data?.disclosures.length === 0 ? (
            <span className="muted">{t('deals.disclosures.none')}</span>
          ) : (
            <Checkbox.Group
              className="deal-checks"
              value={[...draft.disclosures]}
              onChange={(disclosures) => change({ disclosures: disclosures.map(String) })}
              options={(form.data?.disclosures ?? []).map((key) => ({
                value: key,
                label: t(`deals.disclosure.${key}`),
              }))}
            />
          )}
          <Field label={t('deals.note')}>
            <Input.TextArea
              rows={2}
              maxLength={2000}
              value={draft.note}
              onChange={(event) => change({ note: event.target.value })}
            />
          </Field>
          {form.data ? (
            <p className="muted">
              {[
                form.data.registrationNeeded ? t('deals.new.registration') : null,
                form.data.contractNeeded ? t('deals.new.contract') : null,
                form.data.papers.length > 0
                  ? t('deals.new.papers', {
                      papers: form.data.papers.map((paper) => t(`deals.paper.${paper}`)).join(t('shell.comma')),
                    })
                  : null,
              ]
                .filter(Boolean)
                .join(' ')}
            </p>
          ) : null}
        </Section>
        <Section title={`5 · ${t('deals.new.delivery')}`}>
          <Field label={t('deals.delivery.promisedOn')}>
            <DayInput
              value={draft.promisedOn}
              onChange={(promisedOn) => change({ promisedOn })}
              label={t('deals.delivery.promisedOn')}
              min={localToday()}
            />
          </Field>
          <PlanField value={draft.plan} onChange={(plan) => change({ plan })} />
        </Section>
      </div>
    </Page>
  );
}

interface PartProps {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
}

function WhoFields({ draft, change }: PartProps) {
  const { t } = useTranslation();
  const site = useSite();
  const me = useSession().person;
  const actsForOthers = usePermission('deals.open') !== 'self';
  const colleagues = useColleagues(site.id);
  return (
    <div className="deal-fields">
      <Field label={t('deals.customer')}>
        <CustomerPicker
          chosen={draft.customer}
          onChoose={(row) => change({ customer: row ? { id: row.id, name: row.name } : null })}
          label={t('deals.customer')}
          autoFocus={draft.customer === null}
        />
      </Field>
      <Field label={t('deals.buyers')} hint={t('deals.buyers.hint')}>
        <Input
          value={draft.buyers}
          maxLength={200}
          placeholder={draft.customer?.name}
          aria-label={t('deals.buyers')}
          onChange={(event) => change({ buyers: event.target.value })}
        />
      </Field>
      {actsForOthers ? (
        <Field label={t('deals.consultant')}>
          <StaffSelect
            people={colleagues}
            value={draft.consultantId}
            onChange={(consultantId) => change({ consultantId })}
            placeholder={me.name}
            label={t('deals.consultant')}
          />
        </Field>
      ) : null}
      <Field label={t('deals.residence')}>
        <Radio.Group
          value={draft.isLocal}
          onChange={(event) => change({ isLocal: event.target.value as boolean })}
          options={[
            { value: true, label: t('deals.residence.local') },
            { value: false, label: t('deals.residence.elsewhere') },
          ]}
        />
      </Field>
    </div>
  );
}

function GoodsFields({ draft, change }: PartProps) {
  const { t } = useTranslation();
  const site = useSite();
  return (
    <>
      <Segmented
        value={draft.kind}
        onChange={(kind) => change({ kind, unit: null, byModel: false })}
        options={goods.map((kind) => ({ value: kind, label: t(`deals.kind.${kind}`) }))}
      />
      {draft.kind === 'vehicle' ? (
        <Checkbox checked={draft.byModel} onChange={(event) => change({ byModel: event.target.checked, unit: null })}>
          {t('deals.byModel')}
        </Checkbox>
      ) : null}
      {draft.byModel ? (
        <div className="deal-fields">
          {(['model', 'colour'] as const).map((field) => (
            <Field key={field} label={t(`deals.${field}`)}>
              <Input
                value={draft[field]}
                maxLength={100}
                aria-label={t(`deals.${field}`)}
                onChange={(event) => change({ [field]: event.target.value })}
              />
            </Field>
          ))}
        </div>
      ) : (
        <Field label={t('deals.unit')}>
          <UnitPicker
            siteId={site.id}
            kind={draft.kind}
            chosen={draft.unit}
            label={t('deals.unit')}
            onChoose={(unit) =>
              change({
                unit: unit && {
                  id: unit.id,
                  code: unit.code,
                  name: unit.name,
                  listPriceFen: unit.listPriceFen,
                  floorPriceFen: unit.floorPriceFen,
                },
                ...(unit?.listPriceFen ? { money: { ...draft.money, price: formatYuan(unit.listPriceFen) } } : {}),
              })
            }
          />
        </Field>
      )}
    </>
  );
}

/** Coming from the board or from a hold: the unit and the customer stand in the address, once; what is typed then stays. */
function useFromAddress(change: (part: Partial<Draft>) => void): void {
  const navigate = useNavigate();
  const search = useRouterState({ select: (state) => state.location.search as Record<string, unknown> });
  const unitId = typeof search.unit === 'string' ? search.unit : null;
  const customerId = typeof search.customer === 'string' ? search.customer : null;
  const unit = useApiQuery(inventory.unit, { params: { unitId: unitId ?? '' } }, { enabled: unitId !== null });
  const customer = useApiQuery(
    customers.get,
    { params: { customerId: customerId ?? '' } },
    { enabled: customerId !== null },
  );
  // What this window remembers of the unit may be older than the hold: wait until it has been looked at again.
  const isKnown = (unitId === null || !unit.isFetching) && (customerId === null || !customer.isPending);
  useEffect(() => {
    if (!isKnown || (unitId === null && customerId === null)) return;
    if (unit.data) {
      const { id, code, name, kind, listPriceFen, floorPriceFen, hold } = unit.data;
      // Whoever comes straight from holding it sells it to the customer it is held for, whether or not the address says so yet.
      const held = hold?.mine && customerId === null ? hold.customer : null;
      change({
        ...(held ? { customer: { id: held.id, name: held.name } } : {}),
        kind,
        byModel: false,
        unit: { id, code, name, listPriceFen, floorPriceFen },
        money: { ...noMoney, price: listPriceFen ? formatYuan(listPriceFen) : '' },
      });
    }
    if (customer.data) change({ customer: { id: customer.data.id, name: customer.data.name } });
    void navigate({ to: '.', search: {} as never, replace: true });
  }, [isKnown, unitId, customerId, unit.data, customer.data, change, navigate]);
}
