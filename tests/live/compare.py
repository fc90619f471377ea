#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""
compare.py REPORT.tar RECORD.tar LAST.tar [-v] [--group PREFIX]: how a report
agrees with what the system said of itself before it crashed: all of it in
RECORD, what does not stand still once more in LAST.  For each group of files:
how many there are, how many of them the report has, how many are the same to the
byte, and how much of their lines is the same, or close: as the same line, but
for counters that went on meanwhile.  Then what the report has of /proc and /sys
that could not be read there.
"""
import argparse
import collections
import os.path
import re
import sys
import tarfile

# What the mean over all groups must reach, in percent.
ENOUGH = {'present': 91.0, 'close': 88.0}
# So many files may have come into being between record and crash, or say why the kernel's own words are not known.
EXTRA = 20
# Numbers are close that differ by no more than this.
DRIFT, DRIFT_SHARE = 64, 0.05

NUMBER = re.compile(rb'-?\d+(?:\.\d+)?')
BY_SECOND = ('net', 'sys', 'irq', 'fs', 'sysvipc', 'tty', 'driver', 'bus')
STUB = b'# vmcore-report: stub'


class Tree:
    """Files of a tar, by the path that they had in the guest."""

    def __init__(self, name, prefix=''):
        self.files, self.links = {}, {}
        with tarfile.open(name) as tar:
            for member in tar:
                path = member.name[len(prefix):] if member.name.startswith(prefix) else member.name
                if member.issym():
                    self.links[path] = member.linkname
                elif member.isreg():
                    self.files[path] = tar.extractfile(member).read()

    def resolve(self, path):
        """The content of what a path names, through symbolic links, or None."""
        for _ in range(40):
            if path in self.files:
                return self.files[path]
            parts = path.split('/')
            for i in range(1, len(parts) + 1):
                head = '/'.join(parts[:i])
                if head in self.links:
                    target = [os.path.dirname(head), self.links[head]] + parts[i:]
                    path = os.path.normpath('/'.join(target)).lstrip('/')
                    break
            else:
                return None
        return None


def top_folder(name):
    with tarfile.open(name) as tar:
        return tar.next().name.split('/')[0] + '/'


def group_of(path):
    parts = path.split('/')
    if parts[0] == 'proc':
        if parts[1].isdigit():
            return 'proc/PID/' + parts[2]
        return 'proc/' + parts[1] if parts[1] in BY_SECOND else 'proc/*'
    if parts[:2] == ['sys', 'devices']:
        return '/'.join(parts[:4]) if parts[2] == 'system' else '/'.join(parts[:3])
    if parts[:2] in (['sys', 'kernel'], ['sys', 'fs']):
        return '/'.join(parts[:3]) if len(parts) > 3 else '/'.join(parts[:2]) + '/*'
    return '/'.join(parts[:2])


def shape(line):
    return NUMBER.sub(b'#', b' '.join(line.split()))


def is_close(a, b):
    """Of two lines of one shape: are their numbers close?"""
    for x, y in zip(map(float, NUMBER.findall(a)), map(float, NUMBER.findall(b))):
        if abs(x - y) > max(DRIFT, DRIFT_SHARE * max(abs(x), abs(y))):
            return False
    return True


def lines_of(text):
    return [line for line in text.split(b'\n') if line]


def compare(was, said):
    """Share of the lines that are the same, and of those that are close."""
    was, said = lines_of(was), lines_of(said)
    most = max(len(was), len(said))
    if most == 0:
        return 1.0, 1.0
    left, rest, same = collections.Counter(said), [], 0
    for line in was:
        if left[line]:
            left[line] -= 1
            same += 1
        else:
            rest.append(line)
    by_shape, close = collections.defaultdict(list), same
    for line in left.elements():
        by_shape[shape(line)].append(line)
    for line in rest:
        candidates = by_shape[shape(line)]
        found = next((c for c in candidates if is_close(line, c)), None)
        if found is not None:
            candidates.remove(found)
            close += 1
    return same / most, close / most


def pids(tree):
    return {path.split('/')[1] for path in tree.files if re.match(r'proc/\d+/comm$', path)}


def expected(record, last):
    """What the report should have: the latest content of files, without those of processes that ended before the crash."""
    alive = pids(record) & pids(last)
    for path in sorted(record.files):
        parts = path.split('/')
        if parts[0] == 'proc' and parts[1].isdigit():
            if parts[1] not in alive:
                continue
            if parts[2] == 'net':
                if parts[1] != '1':
                    continue
                path = 'proc/net/' + '/'.join(parts[3:])
                yield path, last.files.get('/'.join(parts), record.files['/'.join(parts)])
                continue
        yield path, last.files.get(path, record.files[path])


def unexpected(report, record, last):
    """Files of /proc and /sys that the report has and the system had not, but for those of processes that came later."""
    known = set(record.files) | set(last.files) | {path for path, _ in expected(record, last)}
    alive = pids(record) & pids(last)
    for path in sorted(report.files):
        parts = path.split('/')
        if parts[0] not in ('proc', 'sys') or path in known:
            continue
        if parts[0] == 'proc' and parts[1].isdigit() and (parts[1] not in alive or parts[2] in ('task', 'net')):
            continue
        yield path


class Group:
    def __init__(self):
        self.files = self.present = self.same = 0
        self.lines = self.close = 0.0
        self.bad = []

    def add(self, path, was, said):
        self.files += 1
        if said is None:
            self.bad.append((0.0, path, 'missing'))
            return
        if said.startswith(STUB):
            self.bad.append((0.0, path, said.split(b'\n')[0][len(STUB) + 2:].decode(errors='replace')))
            return
        lines, close = (1.0, 1.0) if was == said else compare(was, said)
        self.present += 1
        self.same += was == said
        self.lines += lines
        self.close += close
        if close < 1:
            self.bad.append((close, path, '%.0f %% of the lines are close' % (100 * close)))

    def shares(self):
        return [100 * n / self.files for n in (self.present, self.same, self.lines, self.close)]


def show_differences(path, was, said):
    print('---', path)
    for mark, lines, others in (('  was ', was, said), ('  said', said, was)):
        for line in [l for l in lines_of(lines) if l not in set(lines_of(others))][:4]:
            print(mark, line.decode(errors='replace')[:200])


def print_table(groups, details):
    """Returns the mean over all groups, as a dictionary."""
    row = '%-40s %6d %8.1f %6.1f %6.1f %6.1f'
    print('%-40s %6s %8s %6s %6s %6s' % ('group', 'files', 'present%', 'same%', 'lines%', 'close%'))
    for name, group in sorted(groups.items()):
        print(row % (name, group.files, *group.shares()))
        for _, path, why in sorted(group.bad)[:12 if details else 0]:
            print('        %s: %s' % (path, why))
    mean = [sum(g.shares()[i] for g in groups.values()) / len(groups) for i in range(4)]
    print(row % ('mean over %d groups' % len(groups), sum(g.files for g in groups.values()), *mean))
    return dict(zip(('present', 'same', 'lines', 'close'), mean))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('report')
    parser.add_argument('record')
    parser.add_argument('last')
    parser.add_argument('-v', action='store_true', help='name the files that differ')
    parser.add_argument('--group', default='', help='only groups that begin like this, with their differences')
    args = parser.parse_args()

    report, record, last = Tree(args.report, top_folder(args.report)), Tree(args.record), Tree(args.last)
    groups = collections.defaultdict(Group)
    for path, was in expected(record, last):
        if not group_of(path).startswith(args.group):
            continue
        said = report.resolve(path)
        groups[group_of(path)].add(path, was, said)
        if args.group and said is not None and said != was:
            show_differences(path, was, said)
    mean = print_table(groups, args.v)
    if args.group:
        return 0
    extra = list(unexpected(report, record, last))
    print('not in the record: %d files' % len(extra))
    for path in extra if args.v else []:
        print('        ' + path)
    wrong = ['%s %.1f %% < %.1f %%' % (what, mean[what], enough) for what, enough in ENOUGH.items() if mean[what] < enough]
    if len(extra) > EXTRA:
        wrong.append('%d files that were not there' % len(extra))
    print('compared: ' + ('FAILED, ' + ', '.join(wrong) if wrong else 'ok'))
    return 1 if wrong else 0


sys.exit(main())
