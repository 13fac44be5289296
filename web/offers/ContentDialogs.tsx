/** What an offer consists of, part by part: needs, units with why they fit, what was shown, the plan of the talks and of the signing. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { offers } from '#contract/offers.ts';
import { localToday } from '../shell/format.ts';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { NeedsField } from './NewOfferPage.tsx';
import type { OfferDialogProps } from './OfferPage.tsx';
import { isNamed, type ProposedDraft, ProposedFields } from './ProposedFields.tsx';
import { type ProposedRow, proposedText } from './words.ts';

export function NeedsDialog({ offer, onClose }: OfferDialogProps) {
  const { t } = useTranslation();
  const [title, setTitle] = useState(offer.title);
  const [needIds, setNeedIds] = useState<readonly string[]>(offer.needs.map(({ id }) => id));
  const [validUntil, setValidUntil] = useState(offer.validUntil);
  const [note, setNote] = useState(offer.note);
  const edit = useApiCommand(offers.edit);
  return (
    <DialogForm
      title={t('offers.facts')}
      incomplete={validUntil === ''}
      onCancel={onClose}
      onSubmit={async () => {
        const body = { version: offer.version, title, needIds: [...needIds], validUntil, note };
        await edit.mutateAsync({ params: { offerId: offer.id }, body });
        onClose();
      }}
    >
      <Field label={t('offers.title')}>
        <Input value={title} maxLength={200} onChange={(event) => setTitle(event.target.value)} />
      </Field>
      <NeedsField customerId={offer.customer.id} value={needIds} onChange={setNeedIds} />
      <Field label={t('offers.validUntil')}>
        <DayInput value={validUntil} onChange={setValidUntil} label={t('offers.validUntil')} min={localToday()} />
      </Field>
      <Field label={t('offers.note')}>
        <Input.TextArea value={note} rows={2} maxLength={2000} onChange={(event) => setNote(event.target.value)} />
      </Field>
    </DialogForm>
  );
}

export function UnitsDialog({ offer, onClose }: OfferDialogProps) {
  const { t } = useTranslation();
  const [units, setUnits] = useState<readonly ProposedDraft[]>(
    offer.proposed.map(({ id, unit, goods, fit }) => ({ key: id, unit, goods, fit })),
  );
  const propose = useApiCommand(offers.propose);
  return (
    <DialogForm
      title={t('offers.units')}
      width={620}
      incomplete={!units.every(isNamed)}
      onCancel={onClose}
      onSubmit={async () => {
        const body = {
          version: offer.version,
          units: units.map(({ unit, goods, fit }) => ({ unitId: unit?.id ?? null, goods: unit ? '' : goods, fit })),
        };
        await propose.mutateAsync({ params: { offerId: offer.id }, body });
        onClose();
      }}
    >
      <ProposedFields siteId={offer.siteId} value={units} onChange={setUnits} />
    </DialogForm>
  );
}

export function ShowDialog({ offer, proposed, onClose }: OfferDialogProps & { readonly proposed: ProposedRow }) {
  const { t } = useTranslation();
  const [said, setSaid] = useState({
    features: proposed.features,
    advantages: proposed.advantages,
    effect: proposed.effect,
  });
  const show = useApiCommand(offers.show);
  return (
    <DialogForm
      title={`${t('offers.show')}：${proposedText(proposed)}`}
      incomplete={Object.values(said).some((text) => text.trim() === '')}
      onCancel={onClose}
      onSubmit={async () => {
        await show.mutateAsync({ params: { offerId: offer.id }, body: { proposedId: proposed.id, ...said } });
        onClose();
      }}
    >
      {(['features', 'advantages', 'effect'] as const).map((field) => (
        <Field key={field} label={t(`offers.${field}`)}>
          <Input.TextArea
            rows={2}
            maxLength={2000}
            value={said[field]}
            onChange={(event) => setSaid({ ...said, [field]: event.target.value })}
          />
        </Field>
      ))}
    </DialogForm>
  );
}

interface StepDraft {
  readonly key: string;
  readonly on: string;
  readonly what: string;
}
const newStep = (): StepDraft => ({ key: crypto.randomUUID(), on: localToday(), what: '' });

export function PlanDialog({ offer, onClose }: OfferDialogProps) {
  const { t } = useTranslation();
  const [goal, setGoal] = useState(offer.plan?.goal ?? '');
  const [steps, setSteps] = useState<readonly StepDraft[]>(
    offer.plan?.steps.map((step) => ({ ...step, key: crypto.randomUUID() })) ?? [newStep()],
  );
  const change = (key: string, part: Partial<StepDraft>) =>
    setSteps(steps.map((step) => (step.key === key ? { ...step, ...part } : step)));
  const edit = useApiCommand(offers.edit);
  const isWhole =
    goal.trim() !== '' && steps.length > 0 && steps.every(({ on, what }) => on !== '' && what.trim() !== '');
  return (
    <DialogForm
      title={t('offers.part.plan')}
      width={620}
      incomplete={!isWhole}
      onCancel={onClose}
      onSubmit={async () => {
        const inOrder = [...steps].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
        const plan = { goal, steps: inOrder.map(({ on, what }) => ({ on, what })) };
        await edit.mutateAsync({ params: { offerId: offer.id }, body: { version: offer.version, plan } });
        onClose();
      }}
    >
      <Field label={t('offers.plan.goal')}>
        <Input value={goal} maxLength={500} onChange={(event) => setGoal(event.target.value)} />
      </Field>
      <div className="field">
        <span>{t('offers.plan.steps')}</span>
        {steps.map((step) => (
          <div key={step.key} className="offer-steps-row">
            <DayInput value={step.on} onChange={(on) => change(step.key, { on })} label={t('offers.plan.on')} />
            <Input
              value={step.what}
              maxLength={200}
              aria-label={t('offers.plan.what')}
              placeholder={t('offers.plan.what')}
              onChange={(event) => change(step.key, { what: event.target.value })}
            />
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t('offers.plan.remove')}
              onClick={() => setSteps(steps.filter(({ key }) => key !== step.key))}
            />
          </div>
        ))}
        <Button icon={<PlusOutlined />} disabled={steps.length >= 20} onClick={() => setSteps([...steps, newStep()])}>
          {t('offers.plan.add')}
        </Button>
      </div>
    </DialogForm>
  );
}

export function SigningDialog({ offer, onClose }: OfferDialogProps) {
  const { t } = useTranslation();
  const before = offer.signingPlan;
  const [signOn, setSignOn] = useState(before?.signOn ?? '');
  const [agreedOn, setAgreedOn] = useState(before?.agreedOn ?? '');
  const [words, setWords] = useState({
    place: before?.place ?? '',
    signers: before?.signers ?? '',
    papers: before?.papers ?? '',
  });
  const edit = useApiCommand(offers.edit);
  return (
    <DialogForm
      title={t('offers.part.signing_plan')}
      incomplete={signOn === ''}
      onCancel={onClose}
      onSubmit={async () => {
        const signingPlan = { signOn, ...words, agreedOn: agreedOn || null };
        await edit.mutateAsync({ params: { offerId: offer.id }, body: { version: offer.version, signingPlan } });
        onClose();
      }}
    >
      <Field label={t('offers.signing.signOn')}>
        <DayInput value={signOn} onChange={setSignOn} label={t('offers.signing.signOn')} min={localToday()} />
      </Field>
      {(['place', 'signers', 'papers'] as const).map((field) => (
        <Field key={field} label={t(`offers.signing.${field}`)}>
          <Input
            value={words[field]}
            maxLength={200}
            onChange={(event) => setWords({ ...words, [field]: event.target.value })}
          />
        </Field>
      ))}
      <Field label={t('offers.signing.agreedOn')} hint={t('offers.signing.agreed.hint')}>
        <DayInput value={agreedOn} onChange={setAgreedOn} label={t('offers.signing.agreedOn')} max={localToday()} />
      </Field>
    </DialogForm>
  );
}
