/** What only people know, with the answer in use and where it comes from. */
import { Select, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '../shell/parts/DialogForm.tsx';
import type { Proposed } from './ProposalCard.tsx';

type Question = Proposed['questions'][number];

const wishes = [
  'none',
  'accepts_earlier',
  'refuses_earlier',
  'complains_of_earlier',
  'names_other',
  'wants_discount',
  'names_several',
  'remembers_nobody',
];
/** Choices by question, and the words they have. */
const choices: Readonly<Record<string, { readonly words: string; readonly options: readonly string[] }>> = {
  conduct: { words: 'verdicts.conduct.', options: ['none', 'quarrel', 'ruling_disobeyed'] },
  wish: { words: 'claims.wish.', options: wishes },
  complaint: { words: 'claims.complaint.', options: ['pending', 'upheld', 'unfounded'] },
  sale: { words: 'verdicts.sale.', options: ['new_card', 'transfer', 'reopen', 'product'] },
};
const tones: Readonly<Record<Question['source'], string>> = {
  answered: 'blue',
  deal: 'default',
  file: 'default',
  assumed: 'orange',
};
const NOBODY = 'nobody';

interface QuestionsProps {
  readonly questions: readonly Question[];
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly onAnswer: (answer: Record<string, never>) => void;
}

export function Questions({ questions, people, onAnswer }: QuestionsProps) {
  const { t } = useTranslation();
  const answer = (key: string, value: unknown): void => onAnswer({ [key]: value } as Record<string, never>);
  const control = ({ key, value }: Question) => {
    const choice = choices[key];
    if (choice)
      return (
        <Select
          value={String(value)}
          onChange={(next) => answer(key, next)}
          style={{ width: '100%' }}
          options={choice.options.map((option) => ({ value: option, label: t(`${choice.words}${option}`) }))}
        />
      );
    if (typeof value === 'boolean')
      return (
        <Select
          value={value}
          onChange={(next) => answer(key, next)}
          style={{ width: '100%' }}
          options={[true, false].map((option) => ({
            value: option,
            label: t(option ? 'verdicts.yes' : 'verdicts.no'),
          }))}
        />
      );
    return (
      <Select
        value={value ?? NOBODY}
        onChange={(next) => answer(key, next === NOBODY ? null : next)}
        style={{ width: '100%' }}
        options={[
          { value: NOBODY, label: t('verdicts.nobody') },
          ...people.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
    );
  };
  return (
    <div className="dispute-questions">
      {questions
        .filter(({ key }) => key !== 'event')
        .map((question) => (
          <Field
            key={question.key}
            label={
              <>
                {t(`verdicts.q.${question.key}`)}{' '}
                <Tag color={tones[question.source]}>{t(`verdicts.source.${question.source}`)}</Tag>
              </>
            }
          >
            {control(question)}
          </Field>
        ))}
    </div>
  );
}
