import { Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { organisation } from '#contract/organisation.ts';
import { showDone } from '../shell/feedback.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { useSiteOrNull } from '../shell/session.tsx';
import { usePosts, useRoles, useSites, useTeams } from './choices.ts';
import type { Handed } from './OneTimePassword.tsx';
import { PersonPicker } from './PersonPicker.tsx';

const fields = { name: '', title: '', username: '', phone: '', number: '', hiredOn: '' };

export function AddPerson({ onCancel, onAdded }: { onCancel: () => void; onAdded: (handed: Handed | null) => void }) {
  const { t } = useTranslation();
  const create = useApiCommand(organisation.createStaff);
  const here = useSiteOrNull();
  const [text, setText] = useState(fields);
  const [siteId, setSiteId] = useState<string | null>(here?.id ?? null);
  const [teamId, setTeamId] = useState<string | null>(null);
  const [post, setPost] = useState<string>('consultant');
  const [roles, setRoles] = useState<string[]>([]);
  const [superiorId, setSuperiorId] = useState<string | null>(null);
  const [mentorId, setMentorId] = useState<string | null>(null);
  const [onProbation, setOnProbation] = useState(false);
  const choices = { sites: useSites(), teams: useTeams(siteId), posts: usePosts(), roles: useRoles() };

  const submit = async (): Promise<void> => {
    const filled = Object.fromEntries(Object.entries(text).filter(([, value]) => value.trim() !== ''));
    const made = await create.mutateAsync({
      body: {
        ...filled,
        name: text.name,
        siteId,
        teamId,
        post,
        onProbation,
        mentorId,
        ...(superiorId ? { superiorId } : {}),
        ...(roles.length > 0 ? { roles } : {}),
      },
    });
    showDone(t('organisation.staff.added', { name: text.name }));
    const login = made.username ?? text.phone;
    onAdded(made.oneTimePassword ? { name: text.name, login, password: made.oneTimePassword } : null);
  };
  const input = (key: keyof typeof fields, label: string, hint?: string, type = 'text') => (
    <Field label={label} hint={hint}>
      <Input
        type={type}
        value={text[key]}
        maxLength={60}
        onChange={(event) => setText({ ...text, [key]: event.target.value })}
      />
    </Field>
  );
  return (
    <DialogForm
      title={t('organisation.staff.add')}
      okText={t('organisation.staff.add')}
      width={640}
      incomplete={text.name.trim() === ''}
      onCancel={onCancel}
      onSubmit={submit}
    >
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(240px, 1fr))', gap: '4px 16px' }}>
        {input('name', t('organisation.staff.name'))}
        <Field label={t('organisation.staff.post')}>
          <Select value={post} onChange={setPost} options={choices.posts} />
        </Field>
        <Field label={t('organisation.staff.site')}>
          <Select
            allowClear
            value={siteId}
            onChange={(id) => {
              setSiteId(id ?? null);
              setTeamId(null);
            }}
            options={choices.sites}
          />
        </Field>
        <Field label={t('organisation.staff.team')}>
          <Select
            allowClear
            value={teamId}
            onChange={(id) => setTeamId(id ?? null)}
            options={choices.teams}
            disabled={!siteId}
          />
        </Field>
        {input('title', t('organisation.staff.titleField'))}
        {input('number', t('organisation.staff.number'))}
        {input('phone', t('organisation.staff.phone'))}
        {input('username', t('organisation.staff.username'), t('organisation.staff.username.hint'))}
        <Field label={t('organisation.staff.superior')} hint={t('organisation.staff.superior.hint')}>
          <PersonPicker value={superiorId} onChange={setSuperiorId} />
        </Field>
        <Field label={t('organisation.staff.roles')} hint={t('organisation.staff.roles.hint')}>
          <Select mode="multiple" value={roles} onChange={setRoles} options={choices.roles} />
        </Field>
        {input('hiredOn', t('organisation.staff.hiredOn'), undefined, 'date')}
        <Field label={t('organisation.staff.mentor')}>
          <PersonPicker value={mentorId} onChange={setMentorId} siteId={siteId} />
        </Field>
      </div>
      <Checkbox checked={onProbation} onChange={(event) => setOnProbation(event.target.checked)}>
        {t('organisation.staff.probation')}
      </Checkbox>
    </DialogForm>
  );
}
