import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '../shell/parts/DialogForm.tsx';

interface ReasonFieldProps {
  readonly value: string;
  readonly onChange: (reason: string) => void;
  readonly optional?: boolean;
}

export function ReasonField({ value, onChange, optional }: ReasonFieldProps) {
  const { t } = useTranslation();
  return (
    <Field label={t(optional ? 'desk.reasonOptional' : 'shell.reason')}>
      <Input.TextArea value={value} maxLength={200} rows={2} onChange={(event) => onChange(event.target.value)} />
    </Field>
  );
}
