/** The questions at the door, the two compulsory ones first. Enter goes on; with nothing special a visit takes four keys. */
import { Button, Checkbox, InputNumber, type InputRef, Select } from 'antd';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useHotkey } from '../shell/hotkeys.tsx';
import { StaffSelect } from '../shell/parts/StaffSelect.tsx';
import { Choice } from './Choice.tsx';
import { everybody, type Floor } from './floor.ts';
import { RecogniseField } from './RecogniseField.tsx';
import { proofKinds, purposes, type VisitDraft } from './visit-draft.ts';

interface VisitFieldsProps {
  readonly floor: Floor;
  readonly draft: VisitDraft;
  readonly onChange: (change: Partial<VisitDraft>) => void;
  /** Enter in the last field. */
  readonly onDone: () => void;
}

type Focusable = { focus: () => void };

export function VisitFields({ floor, draft, onChange, onDone }: VisitFieldsProps) {
  const { t } = useTranslation();
  const receivedBy = useRef<Focusable>(null);
  const names = useRef<Focusable>(null);
  const who = useRef<InputRef>(null);
  const [more, setMore] = useState(false);
  const people = useStaffOptions(floor);
  useHotkey('alt+m', t('desk.register.more'), () => setMore((shown) => !shown));
  const afterBefore = (): void => (receivedBy.current ?? names.current)?.focus();
  return (
    <>
      <div className="register-row">
        <span className="register-label">{t('desk.register.before')}</span>
        <Choice
          label={t('desk.register.before')}
          value={draft.before}
          // At once, so that the field of the second question is there for the key that comes next, however fast the typist.
          onChange={(before) => flushSync(() => onChange({ before }))}
          onDone={afterBefore}
          autoFocus
          options={[
            { value: 'no', label: t('desk.register.before.no') },
            { value: 'yes', label: t('desk.register.before.yes') },
          ]}
        />
      </div>
      {draft.before === 'yes' ? (
        <div className="register-row">
          <span className="register-label">{t('desk.register.receivedBy')}</span>
          <StaffSelect
            multiple
            people={people}
            value={draft.receivedBy}
            onChange={(receivedBy) => onChange({ receivedBy })}
            label={t('desk.register.receivedBy')}
            placeholder={t('desk.register.receivedBy.hint')}
            selectRef={receivedBy}
            onEnter={() => names.current?.focus()}
          />
        </div>
      ) : null}
      <div className="register-row">
        <span className="register-label">{t('desk.register.names')}</span>
        <StaffSelect
          multiple
          people={people}
          value={draft.names}
          onChange={(chosen) => onChange({ names: chosen })}
          label={t('desk.register.names')}
          placeholder={t('desk.register.names.hint')}
          selectRef={names}
          onEnter={() => who.current?.focus()}
        />
      </div>
      <div className="register-row">
        <span className="register-label">{t('desk.register.who')}</span>
        <RecogniseField
          text={draft.text}
          onText={(text) => onChange({ text })}
          chosen={draft.chosen}
          onChosen={(chosen) => onChange(chosen ? { chosen, before: 'yes' } : { chosen })}
          onEnter={onDone}
          inputRef={who}
        />
      </div>
      <div className="register-row">
        <span className="register-label">{t('desk.register.party')}</span>
        <span className="choice">
          <InputNumber
            aria-label={t('desk.register.party')}
            min={1}
            max={500}
            precision={0}
            value={draft.partySize}
            onChange={(partySize) => onChange({ partySize: partySize ?? 1 })}
            onPressEnter={onDone}
            style={{ width: 90 }}
          />
          <Select
            aria-label={t('desk.register.purpose')}
            value={draft.purpose}
            onChange={(purpose) => onChange({ purpose })}
            options={purposes.map((value) => ({ value, label: t(`desk.purpose.${value}`) }))}
            style={{ width: 150 }}
          />
          <Button type="link" size="small" onClick={() => setMore(!more)}>
            {more ? t('desk.register.less') : t('desk.register.more')} <kbd className="keycap">Alt+M</kbd>
          </Button>
        </span>
      </div>
      {more ? <MoreFields {...{ people, draft, onChange }} /> : null}
    </>
  );
}

/** Colleagues with what they are doing, for choosing among. */
export function useStaffOptions(floor: Floor) {
  const { t } = useTranslation();
  return everybody(floor).map((person) => ({
    id: person.id,
    name: person.name,
    note: person.withVisits.length > 0 ? t('desk.presence.serving') : t(`desk.presence.${person.status}`),
  }));
}

interface MoreFieldsProps extends Pick<VisitFieldsProps, 'draft' | 'onChange'> {
  readonly people: ReturnType<typeof useStaffOptions>;
}

function MoreFields({ people, draft, onChange }: MoreFieldsProps) {
  const { t } = useTranslation();
  const staff = (
    field: 'refuses' | 'complainsAbout' | 'recognisedBy' | 'appointment' | 'entrustedTo' | 'servedBy',
    key: string,
  ) => (
    <StaffSelect
      people={people}
      value={draft[field]}
      onChange={(value) => onChange({ [field]: value })}
      placeholder={t(`desk.register.${key}`)}
    />
  );
  return (
    <div className="register-more">
      {staff('refuses', 'refuses')}
      {staff('complainsAbout', 'complains')}
      {staff('recognisedBy', 'recognisedBy')}
      {staff('appointment', 'appointment')}
      {staff('entrustedTo', 'entrustedTo')}
      {staff('servedBy', 'servedBy')}
      <RecogniseField
        text={draft.referrerText}
        onText={(referrerText) => onChange({ referrerText })}
        chosen={draft.referrer}
        onChosen={(referrer) => onChange({ referrer })}
        onEnter={() => {}}
        label={t('desk.register.referrer')}
      />
      <InputNumber
        prefix={t('desk.register.parties')}
        aria-label={t('desk.register.parties')}
        min={1}
        max={50}
        precision={0}
        value={draft.parties}
        onChange={(parties) => onChange({ parties: parties ?? 1 })}
        style={{ width: '100%' }}
      />
      <Select
        prefix={t('desk.register.proof')}
        aria-label={t('desk.register.proof')}
        value={draft.proofKind}
        onChange={(proofKind) => onChange({ proofKind })}
        options={['' as const, ...proofKinds].map((value) => ({
          value,
          label: t(`desk.register.proof.${value || 'none'}`),
        }))}
      />
      {draft.proofKind ? (
        <StaffSelect
          people={people}
          value={draft.proofStaff}
          onChange={(proofStaff) => onChange({ proofStaff })}
          placeholder={t('desk.register.proof.of')}
        />
      ) : null}
      <div className="choice">
        <Checkbox
          checked={draft.wantsDiscountOnly}
          onChange={(event) => onChange({ wantsDiscountOnly: event.target.checked })}
        >
          {t('desk.register.discount')}
        </Checkbox>
        <Checkbox checked={draft.moneyPaid} onChange={(event) => onChange({ moneyPaid: event.target.checked })}>
          {t('desk.register.moneyPaid')}
        </Checkbox>
        {draft.appointment ? (
          <Checkbox
            checked={draft.leaderInformed}
            onChange={(event) => onChange({ leaderInformed: event.target.checked })}
          >
            {t('desk.register.leaderInformed')}
          </Checkbox>
        ) : null}
      </div>
    </div>
  );
}
