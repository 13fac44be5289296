/** Two files side by side: choose which stays and what is taken from the other. Both histories are kept, and it can be undone. */
import { useNavigate } from '@tanstack/react-router';
import { Checkbox, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customers } from '#contract/customers.ts';
import { showDone, showError } from '../shell/feedback.tsx';
import { formatInstant } from '../shell/format.ts';
import { Loading } from '../shell/parts/Loading.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { Hits, useHits } from './Hits.tsx';
import { type File, useWord } from './words.tsx';

/** Fields that can be taken over, and how each reads. */
const fields = [
  'type',
  'grade',
  'source',
  'segment',
  'enquiry',
  'background',
  'note',
  'idNumber',
  'address',
  'wechat',
  'email',
] as const;
type Field = (typeof fields)[number];
const secret: readonly string[] = ['idNumber', 'address', 'wechat', 'email'];
const coded: Readonly<Record<string, string>> = { type: 'type', source: 'source' };

const held = (file: File, field: Field): string => {
  const text = secret.includes(field)
    ? file.people.find((person) => person.relation === 'self')?.private[field]
    : file[field as 'note'];
  return text ?? '';
};

interface MergeDialogProps {
  readonly file: File;
  readonly otherId?: string;
  readonly onClose: (merged: boolean) => void;
}

export function MergeDialog({ file, otherId: given, onClose }: MergeDialogProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [otherId, setOtherId] = useState(given ?? '');
  const [typed, setTyped] = useState('');
  const found = useHits(typed);
  const other = useApiQuery(customers.get, { params: { customerId: otherId } }, { enabled: otherId !== '' }).data;
  const [keep, setKeep] = useState<string | null>(null);
  const [taken, setTaken] = useState<readonly string[]>([]);
  const merge = useApiCommand(customers.merge);
  const earlier = other && other.registeredAt < file.registeredAt ? other : file;
  const kept = keep === null ? earlier.id : keep;
  const submit = async (): Promise<void> => {
    try {
      const done = await merge.mutateAsync({
        params: { customerId: file.id },
        body: { otherId, keep: kept, fieldsFromAbsorbed: [...taken] },
      });
      showDone(t('customers.merge.done'));
      onClose(true);
      if (!given) void navigate({ to: `/customers/${done.keptId}` });
    } catch (error) {
      showError(error);
    }
  };
  return (
    <Modal
      open
      width={760}
      title={t('customers.merge')}
      onCancel={() => onClose(false)}
      onOk={() => void submit()}
      okText={t('customers.merge.do')}
      okButtonProps={{ disabled: !other, loading: merge.isPending }}
    >
      {otherId === '' ? (
        <>
          <Input
            autoFocus
            value={typed}
            placeholder={t('customers.search')}
            aria-label={t('customers.merge.other')}
            style={{ marginBottom: 20 }}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Hits
            hits={{ ...found, known: found.known.filter((hit) => hit.customer.id !== file.id) }}
            openLabel={t('customers.merge.choose')}
            onOpen={(row) => setOtherId(row.id)}
          />
        </>
      ) : other ? (
        <Compare
          kept={kept === file.id ? file : other}
          absorbed={kept === file.id ? other : file}
          taken={taken}
          onTake={setTaken}
          onKeep={(id) => {
            setKeep(id);
            setTaken([]);
          }}
        />
      ) : (
        <Loading />
      )}
    </Modal>
  );
}

interface CompareProps {
  readonly kept: File;
  readonly absorbed: File;
  readonly taken: readonly string[];
  readonly onTake: (taken: readonly string[]) => void;
  readonly onKeep: (id: string) => void;
}

function Compare({ kept, absorbed, taken, onTake, onKeep }: CompareProps) {
  const { t } = useTranslation();
  const word = useWord();
  const shown = (file: File, field: Field): string =>
    coded[field] ? word(coded[field], held(file, field)) : held(file, field);
  const rows = fields.filter((field) => held(kept, field) !== '' || held(absorbed, field) !== '');
  return (
    <>
      <table className="customer-compare">
        <thead>
          <tr>
            <th />
            {[kept, absorbed].map((file) => (
              <th key={file.id}>
                <Radio checked={file === kept} onChange={() => onKeep(file.id)}>
                  {t(file === kept ? 'customers.merge.stays' : 'customers.merge.absorbed')}
                </Radio>
                <div>{file.name}</div>
                <div className="muted">
                  {formatInstant(file.registeredAt)} · {file.owner?.name ?? t('customers.unowned')}
                </div>
                <div className="muted">
                  {file.people.flatMap((person) => person.keys.map((key) => key.masked)).join('、')}
                </div>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((field) => (
            <tr key={field} className={held(kept, field) === held(absorbed, field) ? '' : 'differs'}>
              <td className="muted">{word('field', field)}</td>
              <td>{taken.includes(field) ? <s>{shown(kept, field)}</s> : shown(kept, field)}</td>
              <td>
                {held(absorbed, field) === '' || held(kept, field) === held(absorbed, field) ? (
                  shown(absorbed, field)
                ) : (
                  <Checkbox
                    checked={taken.includes(field)}
                    onChange={(event) =>
                      onTake(event.target.checked ? [...taken, field] : taken.filter((one) => one !== field))
                    }
                  >
                    {shown(absorbed, field)}
                  </Checkbox>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="muted">{t('customers.merge.explain')}</p>
    </>
  );
}
