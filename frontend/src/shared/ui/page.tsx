import { ActionIcon, Avatar, Menu, Tooltip } from '@mantine/core';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { ListChecks, Tags } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { logOut, sessionOptions } from '@/shared/api/session';
import { useParam } from '@/shared/lib/address';
import { ColorSchemeButton } from '@/shared/ui/color-scheme-button';
import classes from '@/shared/ui/page.module.css';

export interface PageTab {
  href: string;
  label: string;
  /** Pages below it belong to it as well. */
  hasPages?: boolean;
}

interface PageProps {
  /** Project name, or the page's own name where there is no project. Also the window title. */
  title: string;
  /** The project's pages, shown after the title. */
  tabs?: readonly PageTab[];
  /** Between title and buttons: progress, the worker's state. */
  status?: ReactNode;
  /** Buttons of this page, left of the shared ones. */
  actions?: ReactNode;
  /** Fill the window exactly, with no page scroll (labelling). */
  fill?: boolean;
  /** Full width instead of the reading width. */
  wide?: boolean;
  hideJobs?: boolean;
  children: ReactNode;
}

/** The frame of every page behind the login: one header row, one main. */
export function Page({ title, tabs, status, actions, fill, wide, hideJobs, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Labelling`;
  }, [title]);
  return (
    <div className={fill ? `${classes.page} ${classes.fill}` : classes.page}>
      <a className={classes.jump} href="#main">
        Go to the content
      </a>
      <header className={classes.header}>
        <Tooltip label="All projects">
          <Link href="/" className={classes.home} aria-label="All projects">
            <Tags size={18} aria-hidden />
          </Link>
        </Tooltip>
        <h1 className={classes.title}>{title}</h1>
        {tabs ? <Tabs tabs={tabs} /> : null}
        <div className={classes.status}>{status}</div>
        <div className={classes.actions}>
          {actions}
          {hideJobs ? null : <JobsButton />}
          <ColorSchemeButton />
          <UserMenu />
        </div>
      </header>
      <main id="main" tabIndex={-1} className={wide || fill ? classes.wide : classes.main}>
        {children}
      </main>
    </div>
  );
}

function Tabs({ tabs }: { tabs: readonly PageTab[] }) {
  const [location] = useLocation();
  const nav = useRef<HTMLElement>(null);
  // A phone has no room for all of them: the current one is scrolled to.
  useEffect(() => {
    const current = nav.current?.querySelector<HTMLElement>('[aria-current]');
    if (nav.current && current) {
      nav.current.scrollLeft = current.offsetLeft - nav.current.offsetLeft - nav.current.clientWidth / 2;
    }
  }, [location, tabs.length]);
  return (
    <nav ref={nav} aria-label="Project" className={classes.tabs}>
      {tabs.map((tab) => (
        <Link key={tab.href} href={tab.href} aria-current={isWithin(location, tab) ? 'page' : undefined}>
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}

const isWithin = (location: string, { href, hasPages }: PageTab) =>
  location === href || (hasPages === true && location.startsWith(`${href}/`));

function JobsButton() {
  const [jobs, setJobs] = useParam('jobs', { isStep: true });
  const isOpen = jobs === 'open';
  return (
    <Tooltip label="Jobs: imports, exports, rounds, benchmarks">
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label="Jobs"
        aria-expanded={isOpen}
        onClick={() => setJobs(isOpen ? null : 'open')}
      >
        <ListChecks size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

function UserMenu() {
  const { user } = useSuspenseQuery(sessionOptions()).data;
  const client = useQueryClient();
  if (!user) return null;
  const leave = async () => {
    await logOut();
    client.clear();
    window.location.assign('/login');
  };
  const name = user.display_name || user.username;
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" radius="xl" aria-label={`Account of ${name}`}>
          <Avatar size={26} name={name} color="accent" alt="" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{name}</Menu.Label>
        <Menu.Item component={Link} href="/">
          All projects
        </Menu.Item>
        <Menu.Item component={Link} href="/account">
          Your account
        </Menu.Item>
        <Menu.Item onClick={() => void leave()}>Log out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
