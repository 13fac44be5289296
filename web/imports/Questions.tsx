/** Names of colleagues the file leaves open: one answer settles every row that has the name. */
import { Card, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { imports } from '#contract/imports.ts';
import { showDone } from '../shell/feedback.tsx';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { type Detail, isAtWork } from './words.ts';

export function Questions({ one }: { one: Detail }) {
  const { t } = useTranslation();
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({});
  const configure = useApiCommand(imports.configure);
  const check = useApiCommand(imports.check);
  const settle = async (): Promise<void> => {
    await configure.mutateAsync({ params: { importId: one.id }, body: { version: one.version, answers } });
    setAnswers({});
    showDone(t('imports.questions.saved'));
    await check.mutateAsync({ params: { importId: one.id } });
  };
  return (
    <Card size="small" title={t('imports.questions.title')}>
      <p className="muted">{t('imports.questions.text')}</p>
      <div style={{ display: 'grid', gap: 8, maxWidth: 640 }}>
        {one.questions.map((question) => (
          <div key={question.written} style={{ display: 'flex', gap: 12, alignItems: 'center', flexWrap: 'wrap' }}>
            <strong style={{ minWidth: 90 }}>{question.written}</strong>
            <span className="muted" style={{ minWidth: 180 }}>
              {t(`imports.question.${question.code}`, { count: question.rows })}
            </span>
            <ColleagueSelect
              written={question.written}
              value={answers[question.written] ?? question.answer}
              onChange={(id) => setAnswers({ ...answers, [question.written]: id })}
            />
          </div>
        ))}
      </div>
      <ActionButton
        style={{ marginTop: 12 }}
        type="primary"
        label={t('imports.questions.save')}
        disabledReason={
          isAtWork(one.state)
            ? t('imports.locked')
            : Object.keys(answers).length === 0
              ? t('imports.questions.none')
              : null
        }
        onClick={settle}
      />
    </Card>
  );
}

function ColleagueSelect({
  written,
  value,
  onChange,
}: {
  written: string;
  value: string | null;
  onChange: (id: string) => void;
}) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const query = useApiQuery(imports.colleagues, { query: { q: typed } }, { keepPrevious: true });
  const options = (query.data?.rows ?? []).map((one) => ({
    value: one.id,
    label: [one.name, one.number, one.site, one.team, one.left ? t('imports.left') : null].filter(Boolean).join(' · '),
  }));
  return (
    <Select<string>
      style={{ flex: 1, minWidth: 220 }}
      aria-label={t('imports.question.who', { name: written })}
      placeholder={t('imports.question.choose')}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      value={value ?? undefined}
      onChange={onChange}
      options={options}
    />
  );
}
