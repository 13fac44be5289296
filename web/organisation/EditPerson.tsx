import { Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { organisation } from '#contract/organisation.ts';
import { showDone } from '../shell/feedback.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { type Member, usePosts, useSites } from './choices.ts';
import { PersonPicker } from './PersonPicker.tsx';

/** Only what was changed is sent: a field somebody else changed meanwhile is caught by the version, not overwritten. */
export function EditPerson({ person, onClose }: { person: Member; onClose: () => void }) {
  const { t } = useTranslation();
  const update = useApiCommand(organisation.updateStaff);
  const before = {
    name: person.name,
    number: person.number ?? '',
    title: person.title,
    username: person.username ?? '',
    phone: person.phone ?? '',
    hiredOn: person.hiredOn ?? '',
    note: person.note,
  };
  const [text, setText] = useState(before);
  const [post, setPost] = useState(person.post);
  const [superiorId, setSuperiorId] = useState(person.superior?.id ?? null);
  const [mentorId, setMentorId] = useState(person.mentor?.id ?? null);
  const [siteIds, setSiteIds] = useState<string[]>([...person.siteIds]);
  const posts = usePosts();
  const sites = useSites();

  const submit = async (): Promise<void> => {
    const clearable = ['number', 'username', 'phone', 'hiredOn'];
    const changed = Object.entries(text).filter(([key, value]) => value !== before[key as keyof typeof before]);
    const body = Object.fromEntries(
      changed.map(([key, value]) => [key, clearable.includes(key) && value === '' ? null : value]),
    );
    await update.mutateAsync({
      params: { staffId: person.id },
      body: {
        ...body,
        version: person.version,
        ...(post === person.post ? {} : { post }),
        ...(superiorId === (person.superior?.id ?? null) ? {} : { superiorId }),
        ...(mentorId === (person.mentor?.id ?? null) ? {} : { mentorId }),
        ...(siteIds.join() === person.siteIds.join() ? {} : { siteIds }),
      },
    });
    showDone(t('organisation.staff.saved'));
    onClose();
  };
  const input = (key: keyof typeof before, label: string, type = 'text') => (
    <Field label={label}>
      <Input type={type} value={text[key]} onChange={(event) => setText({ ...text, [key]: event.target.value })} />
    </Field>
  );
  return (
    <DialogForm
      title={t('organisation.staff.edit')}
      width={640}
      incomplete={text.name.trim() === ''}
      onCancel={onClose}
      onSubmit={submit}
    >
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(240px, 1fr))', gap: '4px 16px' }}>
        {input('name', t('organisation.staff.name'))}
        {input('number', t('organisation.staff.number'))}
        <Field label={t('organisation.staff.post')}>
          <Select allowClear value={post} onChange={(key) => setPost(key ?? null)} options={posts} />
        </Field>
        {input('title', t('organisation.staff.titleField'))}
        {input('username', t('organisation.staff.username'))}
        {input('phone', t('organisation.staff.phone'))}
        <Field label={t('organisation.staff.superior')}>
          <PersonPicker value={superiorId} onChange={setSuperiorId} known={person.superior} />
        </Field>
        <Field label={t('organisation.staff.mentor')}>
          <PersonPicker value={mentorId} onChange={setMentorId} known={person.mentor} siteId={person.siteId} />
        </Field>
        {input('hiredOn', t('organisation.staff.hiredOn'), 'date')}
        <Field label={t('organisation.staff.sites.more')}>
          <Select
            mode="multiple"
            value={siteIds}
            onChange={setSiteIds}
            options={sites.filter((site) => site.value !== person.siteId)}
          />
        </Field>
      </div>
      <Field label={t('organisation.staff.note')}>
        <Input.TextArea
          rows={2}
          maxLength={2000}
          value={text.note}
          onChange={(event) => setText({ ...text, note: event.target.value })}
        />
      </Field>
    </DialogForm>
  );
}
