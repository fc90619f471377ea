#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""check_report.py REPORT.tar: do manifest.json, sos.json, sos.txt and the pages of a report fit its files?"""
import json
import os
import re
import sys
import tarfile
from html.parser import HTMLParser
from urllib.parse import unquote

archive = tarfile.open(sys.argv[1])
errors = []


def check(condition, message):
    if not condition:
        errors.append(message)


def typed(value, kinds, where):
    """kinds: a type, or a dict of required keys and their kinds, or a list of one kind."""
    if isinstance(kinds, dict):
        check(isinstance(value, dict), f'{where}: not an object')
        for key, kind in kinds.items():
            check(key in value, f'{where}: no {key}')
            if key in value:
                typed(value[key], kind, f'{where}.{key}')
    elif isinstance(kinds, list):
        check(isinstance(value, list), f'{where}: not a list')
        for i, item in enumerate(value):
            typed(item, kinds[0], f'{where}[{i}]')
    else:
        check(isinstance(value, kinds), f'{where}: {value!r}')


STAMP = (str, type(None))
COMMAND = {'command': str, 'parameters': [str], 'exec': str, 'filepath': str, 'truncated': bool, 'return_code': int,
           'priority': int, 'start_time': (int, float), 'end_time': (int, float), 'run_time': (int, float), 'tags': [str]}
PLUGIN = {'start_time': STAMP, 'end_time': STAMP, 'run_time': str, 'setup_start': STAMP, 'setup_end': STAMP,
          'setup_time': str, 'postproc_start': STAMP, 'postproc_end': STAMP, 'postproc_time': str, 'timeout': int,
          'timeout_hit': bool, 'command_timeout': int, 'commands': [COMMAND],
          'files': [{'specification': str, 'files_copied': [str], 'tags': [str]}],
          'strings': dict, 'containers': dict, 'collections': list}
MANIFEST = {'version': str, 'cmdline': str, 'start_time': STAMP, 'end_time': STAMP, 'run_time': str, 'compression': str,
            'tmpdir': str, 'tmpdir_fs_type': str, 'policy': str,
            'components': {'report': {
                'sysroot': str, 'preset': str, 'profiles': list, 'priority': {'io_class': str, 'niceness': int},
                'devices': dict, 'enabled_plugins': [str], 'disabled_plugins': [str], 'plugins': dict, 'tag_summary': dict,
                'vmcore': {
                    'clock': str, 'dump': dict, 'kernel': dict, 'sources': dict, 'results': dict,
                    'stopped': (str, type(None)), 'failed_reads': dict,
                    'files': [{'path': str, 'result': str, 'bytes': int}],
                    'absent': [{'path': str, 'reason': str, 'count': int}],
                    'scopes': [{'scope': str, 'reasons': [str]}]}}}}
SECTION = {'commands': [{'name': str, 'return_code': int, 'href': str}], 'copied_files': [{'name': str, 'href': str}],
           'created_files': [{'name': str, 'href': str}], 'alerts': list, 'notes': [str]}

members = {m.name.split('/', 1)[1]: m for m in archive if '/' in m.name}
check(len(archive.getnames()) == len(members) + 1, 'not one top directory, or names that are there twice')
present = {p for p, m in members.items() if not m.isdir()}
described = {p for p in present
             if not p.startswith(('sos_reports/', 'sos_logs/')) and p != 'version.txt'
             and not ('/' not in p and members[p].issym())
             and not p.startswith(('var/crash/', 'etc/hosts'))}


def read(path, size=-1):
    return archive.extractfile(members[path]).read(size)


for path, m in members.items():
    if m.issym():
        # inside the report; what people type from habit also leads somewhere, the kernel's own links need not
        target = os.path.normpath(os.path.join(os.path.dirname(path), m.linkname))
        check(m.linkname[0] != '/' and not target.startswith('..'), f'{path}: link to {m.linkname}')
        check('/' in path or target in members, f'{path}: leads nowhere: {m.linkname}')

manifest = json.loads(read('sos_reports/manifest.json'))
typed(manifest, MANIFEST, 'manifest')
report = manifest['components']['report']
check(sorted(report['plugins']) == sorted(report['enabled_plugins']), 'plugins are not the enabled ones')
sos_paths = set()
for name, plugin in report['plugins'].items():
    typed(plugin, PLUGIN, name)
    sos_paths.update(c['filepath'] for c in plugin['commands'])
    for f in plugin['files']:
        sos_paths.update(f['files_copied'])
check(sos_paths == described, f'plugins list what is not there, or not all: {sorted(sos_paths ^ described)[:10]}')
ours = {f['path']: f for f in report['vmcore']['files'] if f.get('archived', True)}
check(set(ours) == described, f'vmcore.files: {sorted(set(ours) ^ described)[:10]}')
for path, f in ours.items():
    check(f['result'] in ('complete', 'partial', 'stub'), f'{path}: {f["result"]}')
    if 'link' in f:
        # one that was absolute is made relative, so that it stays inside the archive
        target = os.path.normpath(os.path.join(os.path.dirname(path) if f['link'][0] != '/' else '', f['link'].lstrip('/')))
        have = members[path].linkname
        check(have[0] != '/' and os.path.normpath(os.path.join(os.path.dirname(path), have)) == target, f'{path}: link to {have}')
        continue
    check(members[path].size == f['bytes'], f'{path}: {f["bytes"]} bytes in the manifest')
    head = read(path, 20)
    check((head == b'# vmcore-report: stu') == (f['result'] == 'stub'), f'{path}: {f["result"]}, starts with {head!r}')
    if f['result'] != 'complete':
        check(f.get('reason') or f.get('reasons'), f'{path}: {f["result"]} without a reason')
counts = report['vmcore']['results']
for result in ('complete', 'partial', 'stub'):
    have = sum(f['result'] == result for f in report['vmcore']['files'])
    check(counts[result] == have, f'{counts[result]} {result} counted, {have} listed')
for tag, paths in report['tag_summary'].items():
    check(set(paths) <= present, f'tag {tag}: {paths}')

index = json.loads(read('sos_reports/sos.json'))
hrefs = set()
for name, section in index:
    typed(section, SECTION, f'sos.json {name}')
    for kind in ('commands', 'copied_files', 'created_files'):
        hrefs.update(item['href'] for item in section[kind])
check({h[3:] for h in hrefs} == described, 'sos.json')

text = read('sos_reports/sos.txt').decode()
for name in report['plugins']:
    check(f'{"=" * 72}\n{name}\n' in text, f'sos.txt has no {name}')


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.links, self.ids = [], set()

    def handle_starttag(self, tag, attributes):
        for key, value in attributes:
            if key in ('href', 'src'):
                self.links.append(value)
            if key == 'id':
                self.ids.add(value)


for name in ('sos.html', 'vmcore.html'):
    if f'sos_reports/{name}' not in members:
        continue
    page = Page()
    page.feed(read(f'sos_reports/{name}').decode())
    for link in page.links:
        if link.startswith('#'):
            check(link[1:] in page.ids, f'{name}: {link}')
        else:
            check(not re.match('[a-z]+:|//', link), f'{name}: leads out of the report: {link}')
            check(os.path.normpath('sos_reports/' + unquote(link)) in members, f'{name}: {link} leads nowhere')

for message in errors[:20]:
    print(message)
sys.exit(bool(errors))
