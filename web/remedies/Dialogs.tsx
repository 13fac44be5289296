/** The plan, the report, and the work given out. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { remedies, type RemedyPage } from '#contract/remedies.ts';
import { PersonPicker } from '../organisation/PersonPicker.tsx';
import { showDone } from '../shell/feedback.tsx';
import { localToday } from '../shell/format.ts';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';

interface Props {
  readonly remedy: RemedyPage;
  readonly onClose: () => void;
}
const LONGEST = 4000;

export function TextDialog({ remedy, what, onClose }: Props & { readonly what: 'plan' | 'report' }) {
  const { t } = useTranslation();
  const [text, setText] = useState((what === 'plan' ? remedy.plan : remedy.report) ?? '');
  const plan = useApiCommand(remedies.plan);
  const report = useApiCommand(remedies.report);
  const submit = async (): Promise<void> => {
    const params = { remedyId: remedy.id };
    if (what === 'plan') await plan.mutateAsync({ params, body: { plan: text } });
    else await report.mutateAsync({ params, body: { report: text } });
    showDone(t('remedies.handedIn'));
    onClose();
  };
  return (
    <DialogForm
      title={t(`remedies.do.${what}`)}
      incomplete={text.trim() === ''}
      width={640}
      onCancel={onClose}
      onSubmit={submit}
    >
      <p className="muted">{t(`remedies.${what}.hint`)}</p>
      <Field label={t(`remedies.${what}`)}>
        <Input.TextArea rows={10} maxLength={LONGEST} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
    </DialogForm>
  );
}

interface Draft {
  readonly key: number;
  readonly department: string;
  readonly what: string;
  readonly assigneeId: string | null;
  readonly dueOn: string;
}
const TASKS_MAX = 20;
const blank = (key: number): Draft => ({ key, department: '', what: '', assigneeId: null, dueOn: localToday() });

export function WorkDialog({ remedy, onClose }: Props) {
  const { t } = useTranslation();
  const [tasks, setTasks] = useState<readonly Draft[]>([blank(0)]);
  const organise = useApiCommand(remedies.organise);
  const change = (key: number, part: Partial<Draft>) =>
    setTasks(tasks.map((task) => (task.key === key ? { ...task, ...part } : task)));
  const ready = tasks.flatMap(({ department, what, assigneeId, dueOn }) =>
    department.trim() && what.trim() && assigneeId && dueOn ? [{ department, what, assigneeId, dueOn }] : [],
  );
  const submit = async (): Promise<void> => {
    await organise.mutateAsync({ params: { remedyId: remedy.id }, body: { tasks: ready } });
    showDone(t('remedies.givenOut'));
    onClose();
  };
  return (
    <DialogForm
      title={t('remedies.do.work')}
      incomplete={ready.length < tasks.length}
      width={860}
      onCancel={onClose}
      onSubmit={submit}
    >
      <p className="muted">{remedy.plan}</p>
      {tasks.map((task) => (
        <div key={task.key} className="remedy-task">
          <Input
            value={task.department}
            maxLength={200}
            placeholder={t('remedies.department')}
            aria-label={t('remedies.department')}
            onChange={(event) => change(task.key, { department: event.target.value })}
          />
          <Input
            value={task.what}
            maxLength={200}
            placeholder={t('remedies.task')}
            aria-label={t('remedies.task')}
            onChange={(event) => change(task.key, { what: event.target.value })}
          />
          <PersonPicker
            value={task.assigneeId}
            placeholder={t('remedies.assignee')}
            onChange={(assigneeId) => change(task.key, { assigneeId })}
          />
          <DayInput
            value={task.dueOn}
            min={localToday()}
            label={t('remedies.due')}
            onChange={(dueOn) => change(task.key, { dueOn })}
          />
          <Button
            type="text"
            disabled={tasks.length === 1}
            aria-label={t('remedies.remove')}
            onClick={() => setTasks(tasks.filter(({ key }) => key !== task.key))}
          >
            ×
          </Button>
        </div>
      ))}
      <Button
        type="dashed"
        disabled={tasks.length >= TASKS_MAX}
        onClick={() => setTasks([...tasks, blank(Math.max(...tasks.map(({ key }) => key)) + 1)])}
      >
        {t('remedies.add')}
      </Button>
    </DialogForm>
  );
}
