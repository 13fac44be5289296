/** The supervisor puts the line in another order, by keys or by hand, with a reason. */
import { DownOutlined, UpOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '#contract/desk.ts';
import { DialogForm } from '../shell/parts/DialogForm.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { type Floor, moved, type Place } from './floor.ts';
import { ReasonField } from './ReasonField.tsx';

const keyOf = (place: Place): string => `${place.unitId} ${place.makeUpId ?? ''}`;

export function AdjustDialog({ floor, onClose }: { floor: Floor; onClose: () => void }) {
  const { t } = useTranslation();
  const [line, setLine] = useState<readonly Place[]>(floor.line);
  const [reason, setReason] = useState('');
  const adjust = useApiCommand(desk.adjust);
  const unchanged = line.every((place, index) => floor.line[index] && keyOf(place) === keyOf(floor.line[index]));
  return (
    <DialogForm
      title={t('desk.adjust.title')}
      onCancel={onClose}
      incomplete={unchanged || reason.trim() === ''}
      onSubmit={async () => {
        const body = { line: line.map(({ unitId, makeUpId }) => ({ unitId, makeUpId })), reason };
        await adjust.mutateAsync({ params: { siteId: floor.site.id }, body });
        onClose();
      }}
    >
      <p className="muted">{t('desk.adjust.hint')}</p>
      <div className="adjust" role="listbox" aria-label={t('desk.line')}>
        {line.map((place, index) => (
          <div
            key={keyOf(place)}
            className="line-place"
            role="option"
            aria-selected={false}
            tabIndex={0}
            onKeyDown={(event) => {
              const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
              if (by === null) return;
              event.preventDefault();
              setLine(moved(line, index, by));
            }}
          >
            <span className="line-number">{index + 1}</span>
            <span className="line-name">{place.unitName}</span>
            {place.makeUpId ? <StateTag>{t('desk.service.make_up')}</StateTag> : null}
            <span className="end">
              <Button
                size="small"
                type="text"
                tabIndex={-1}
                icon={<UpOutlined />}
                aria-label={t('desk.adjust.up')}
                onClick={() => setLine(moved(line, index, -1))}
              />
              <Button
                size="small"
                type="text"
                tabIndex={-1}
                icon={<DownOutlined />}
                aria-label={t('desk.adjust.down')}
                onClick={() => setLine(moved(line, index, 1))}
              />
            </span>
          </div>
        ))}
      </div>
      <ReasonField value={reason} onChange={setReason} />
    </DialogForm>
  );
}
