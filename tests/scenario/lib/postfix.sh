# SPDX-License-Identifier: Apache-2.0
#
# A real Postfix that receives, in one scratch directory on a free loopback
# port, with STARTTLS by a throw-away authority.  Source it after dovecot.sh,
# whose make_certificates it uses, set POSTFIX_BOXES to the names that have a
# Maildir (NAME is NAME@example.org; ADDRESS=FOLDER lies in a folder of DIR, with
# ADDRESS's domain among POSTFIX_DOMAINS), POSTFIX_DELIMITER to "+" where plus
# addresses are taken, then:
#
#   postfix_start DIR       sets SMTP_PORT (kept over a restart); the authority
#                           is DIR/ca.pem, the certificate is for localhost
#   postfix_count DIR NAME  how many mails lie in the Maildir of NAME@example.org
#   postfix_mails DIR NAME  their files
#   postfix_stop DIR        by its process id
#
# Needs root: master wants it, and its processes run as postfix.

postfix_config() {
  local dir=$1 name
  cat >"$dir/postfix/main.cf" <<CONF
compatibility_level = 3.6
config_directory = $dir/postfix
queue_directory = $dir/postfix-queue
data_directory = $dir/postfix-data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
maillog_file = $dir/postfix.log
maillog_file_prefixes = $dir
mail_owner = postfix
setgid_group = postdrop
myhostname = localhost
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
alias_maps =
alias_database =
local_recipient_maps =
virtual_mailbox_domains = ${POSTFIX_DOMAINS:-example.org}
recipient_delimiter = ${POSTFIX_DELIMITER:-}
virtual_mailbox_maps = texthash:$dir/postfix/boxes
virtual_mailbox_base = $dir
virtual_uid_maps = static:$(id -u mail)
virtual_gid_maps = static:$(id -g mail)
virtual_minimum_uid = 1
smtpd_tls_security_level = encrypt
smtpd_tls_cert_file = $dir/server.pem
smtpd_tls_key_file = $dir/server.key
smtpd_tls_loglevel = 1
smtpd_recipient_restrictions = reject_unlisted_recipient, permit_mynetworks, reject
smtputf8_enable = yes
CONF
  # One Maildir per recipient; others are unknown, refused at RCPT.
  for name in $POSTFIX_BOXES; do
    case $name in
    *=*) printf '%s %s/\n' "${name%%=*}" "${name#*=}" ;;
    *) printf '%s@example.org postfix-mail/%s/\n' "$name" "$name" ;;
    esac
  done >"$dir/postfix/boxes"
  cat >"$dir/postfix/master.cf" <<CONF
127.0.0.1:$SMTP_PORT inet n - n - - smtpd
pickup    unix  n - n 60 1 pickup
cleanup   unix  n - n - 0 cleanup
qmgr      unix  n - n 300 1 qmgr
rewrite   unix  - - n - - trivial-rewrite
bounce    unix  - - n - 0 bounce
defer     unix  - - n - 0 bounce
trace     unix  - - n - 0 bounce
verify    unix  - - n - 1 verify
proxymap  unix  - - n - - proxymap
error     unix  - - n - - error
virtual   unix  - n n - - virtual
anvil     unix  - - n - 1 anvil
tlsmgr    unix  - - n 1000? 1 tlsmgr
scache    unix  - - n - 1 scache
postlog   unix-dgram n - n - 1 postlogd
CONF
}

postfix_start() {
  local dir=$1
  SMTP_PORT=${SMTP_PORT:-$(free_port)}
  [ -f "$dir/ca.pem" ] || make_certificates "$dir"
  chmod 755 "$dir"
  if [ ! -d "$dir/postfix" ]; then
    mkdir "$dir/postfix" "$dir/postfix-queue" "$dir/postfix-data" "$dir/postfix-mail"
    chown postfix "$dir/postfix-data"
    chown mail "$dir/postfix-mail"
    touch "$dir/postfix.log"
    postfix_config "$dir"
    postfix -c "$dir/postfix" set-permissions >/dev/null 2>&1
    # Makes the queue's folders; it starts nothing.
    postfix -c "$dir/postfix" check >/dev/null 2>&1
  fi
  postfix -c "$dir/postfix" start >/dev/null 2>&1 || return 1
  wait_for_port "$SMTP_PORT"
}

postfix_mails() { find "$1/postfix-mail/$2/new" -type f 2>/dev/null; }
postfix_count() { postfix_mails "$1" "$2" | wc -l; }

postfix_stop() {
  local dir=$1 pid
  pid=$(tr -d ' ' <"$dir/postfix-queue/pid/master.pid" 2>/dev/null) || return 0
  [ -n "$pid" ] || return 0
  kill "$pid" 2>/dev/null
  for _ in $(seq 100); do
    kill -0 "$pid" 2>/dev/null || return 0
    sleep 0.05
  done
  kill -9 "$pid" 2>/dev/null
}
