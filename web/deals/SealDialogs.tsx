/** The forms of a seal: entering it and naming its custodian, asking for it, recording that it was taken without consent. */
import { Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { seals } from '#contract/deals-room.ts';
import { sealKinds } from '#core/deals/room-types.ts';
import { useColleagues } from '../claims/use-colleagues.ts';
import { showDone } from '../shell/feedback.tsx';
import { instantOfInput, toInput } from '../shell/format.ts';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { StaffSelect } from '../shell/parts/StaffSelect.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { useSite } from '../shell/session.tsx';
import type { Seal } from './SealsPage.tsx';

interface Closing {
  readonly onClose: () => void;
}
const TEXT_MAX = 1000;
const HOUR = 3_600_000;
const later = (hours: number): string => toInput(new Date(Date.now() + hours * HOUR).toISOString()).slice(0, 16);

export function SealDialog({ seal, onClose }: Closing & { readonly seal: Seal | null }) {
  const { t } = useTranslation();
  const site = useSite();
  const colleagues = useColleagues(site.id);
  const [name, setName] = useState(seal?.name ?? '');
  const [kind, setKind] = useState<Seal['kind']>(seal?.kind ?? 'contract');
  const [custodianId, setCustodianId] = useState<string | null>(seal?.custodian?.id ?? null);
  const open = useApiCommand(seals.open);
  const change = useApiCommand(seals.change);
  return (
    <DialogForm
      title={t(seal ? 'deals.seals.change' : 'deals.seals.add')}
      incomplete={name.trim() === ''}
      onCancel={onClose}
      onSubmit={async () => {
        if (seal) await change.mutateAsync({ params: { sealId: seal.id }, body: { name, custodianId } });
        else await open.mutateAsync({ params: { siteId: site.id }, body: { name, kind, custodianId } });
        showDone(t('deals.seals.done'));
        onClose();
      }}
    >
      <Field label={t('deals.seals.name')}>
        <Input value={name} maxLength={100} onChange={(event) => setName(event.target.value)} />
      </Field>
      {seal ? null : (
        <Field label={t('deals.seals.kind')}>
          <Select
            value={kind}
            onChange={setKind}
            options={sealKinds.map((value) => ({ value, label: t(`deals.seals.kind.${value}`) }))}
          />
        </Field>
      )}
      <Field label={t('deals.seals.custodian')}>
        <StaffSelect
          people={colleagues}
          value={custodianId}
          onChange={setCustodianId}
          placeholder={t('deals.seals.custodian.byPost', {
            post: t(`deals.seals.post.${seal?.custodianPost ?? 'sales_assistant'}`),
          })}
        />
      </Field>
    </DialogForm>
  );
}

export function AskDialog({ seal, onClose }: Closing & { readonly seal: Seal }) {
  const { t } = useTranslation();
  const [purpose, setPurpose] = useState('');
  const [place, setPlace] = useState('');
  const [backBy, setBackBy] = useState(later(4));
  const ask = useApiCommand(seals.ask);
  return (
    <DialogForm
      title={`${t('deals.seals.ask')} · ${seal.name}`}
      okText={t('deals.seals.ask')}
      incomplete={purpose.trim() === '' || place.trim() === '' || backBy === ''}
      onCancel={onClose}
      onSubmit={async () => {
        await ask.mutateAsync({
          params: { sealId: seal.id },
          body: { purpose, place, backBy: instantOfInput(backBy) },
        });
        showDone(t('deals.seals.asked'));
        onClose();
      }}
    >
      <p className="muted">{t('deals.seals.ask.text')}</p>
      <Field label={t('deals.seals.purpose')}>
        <Input value={purpose} maxLength={TEXT_MAX} onChange={(event) => setPurpose(event.target.value)} />
      </Field>
      <Field label={t('deals.seals.place')}>
        <Input value={place} maxLength={200} onChange={(event) => setPlace(event.target.value)} />
      </Field>
      <Field label={t('deals.seals.backBy')}>
        <Input type="datetime-local" value={backBy} onChange={(event) => setBackBy(event.target.value)} />
      </Field>
    </DialogForm>
  );
}

export function IncidentDialog({ seal, onClose }: Closing & { readonly seal: Seal }) {
  const { t } = useTranslation();
  const site = useSite();
  const colleagues = useColleagues(site.id);
  const [takenById, setTakenById] = useState<string | null>(null);
  const [takenAt, setTakenAt] = useState('');
  const [note, setNote] = useState('');
  const [isStillOut, setIsStillOut] = useState(false);
  const [consequence, setConsequence] = useState('');
  const record = useApiCommand(seals.incident);
  return (
    <DialogForm
      title={`${t('deals.seals.incident')} · ${seal.name}`}
      okText={t('deals.seals.incident')}
      danger
      incomplete={takenById === null || note.trim() === ''}
      onCancel={onClose}
      onSubmit={async () => {
        if (takenById === null) return;
        const at = takenAt === '' ? {} : { takenAt: instantOfInput(takenAt) };
        await record.mutateAsync({
          params: { sealId: seal.id },
          body: { takenById, note, isStillOut, consequence, ...at },
        });
        showDone(t('deals.seals.done'));
        onClose();
      }}
    >
      <p className="muted">{t('deals.seals.incident.text')}</p>
      <Field label={t('deals.seals.takenBy')}>
        <StaffSelect people={colleagues} value={takenById} onChange={setTakenById} label={t('deals.seals.takenBy')} />
      </Field>
      <Field label={t('deals.seals.takenAt')}>
        <Input type="datetime-local" value={takenAt} onChange={(event) => setTakenAt(event.target.value)} />
      </Field>
      <Field label={t('deals.seals.how')}>
        <Input.TextArea rows={2} maxLength={TEXT_MAX} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
      <Checkbox checked={isStillOut} onChange={(event) => setIsStillOut(event.target.checked)}>
        {t('deals.seals.stillOut')}
      </Checkbox>
      <Field label={t('deals.seals.consequence')} hint={t('deals.seals.consequence.hint')}>
        <Input.TextArea
          rows={2}
          maxLength={TEXT_MAX}
          value={consequence}
          onChange={(event) => setConsequence(event.target.value)}
        />
      </Field>
    </DialogForm>
  );
}
