/** The rarer things, behind one button: actions, and files to download. */
import { EllipsisOutlined } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface MenuItem {
  readonly key: string;
  readonly label: string;
  /** Either does something or leads to a file. */
  readonly onClick?: () => void;
  readonly file?: string;
  readonly danger?: boolean;
}

export function MoreMenu({ items }: { items: readonly MenuItem[] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  const content = (
    <div className="menu">
      {items.map(({ key, label, onClick, file, danger }) =>
        file ? (
          <a key={key} className="menu-item rule-menu-file" href={file} download onClick={close}>
            {label}
          </a>
        ) : (
          <button
            key={key}
            type="button"
            className={danger ? 'menu-item is-danger' : 'menu-item'}
            onClick={() => {
              close();
              onClick?.();
            }}
          >
            {label}
          </button>
        ),
      )}
    </div>
  );
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottomRight" content={content}>
      <Button icon={<EllipsisOutlined />} aria-label={t('rulebook.more')} />
    </Popover>
  );
}
