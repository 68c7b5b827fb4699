# SPDX-License-Identifier: Apache-2.0
#
# A real Dovecot in one scratch directory on free loopback ports, with TLS by a
# throw-away authority.  Source it, then:
#
#   dovecot_start DIR            sets IMAP_PORT (STARTTLS), IMAPS_PORT, DOVECOT_CA
#   dovecot_user DIR NAME        password "NAME-secret", Maildir DIR/mail/NAME
#   dovecot_deliver DIR NAME     a mail from standard input into NAME's INBOX
#   dovecot_count DIR NAME [F]   how many mails lie in folder F (INBOX)
#   dovecot_stop DIR             by its process id
#   dovecot_tokens DIR           before the start: XOAUTH2 is offered as well
#   dovecot_token USER SECONDS   a token that ends so many seconds from now
#
# As root the mail belongs to user mail (Dovecot refuses uid 0 there) and DIR is
# made traversable; else everything runs as the caller.  DIR's path must be
# short: sockets have 107 bytes.

. "$(dirname "${BASH_SOURCE[0]}")/port.sh"

# An authority, and a certificate for localhost signed by it.
make_certificates() {
  local dir=$1
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
    -days 2 -subj "/CN=Scratch CA" -keyout "$dir/ca.key" -out "$dir/ca.pem" \
    2>/dev/null
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
    -subj "/CN=localhost" -keyout "$dir/server.key" -out "$dir/server.csr" \
    2>/dev/null
  printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\n' >"$dir/server.ext"
  openssl x509 -req -in "$dir/server.csr" -CA "$dir/ca.pem" \
    -CAkey "$dir/ca.key" -CAcreateserial -days 2 -extfile "$dir/server.ext" \
    -out "$dir/server.pem" 2>/dev/null
}

# Tokens are JWT (RFC 7519), judged by Dovecot itself with a key in a file.
TOKEN_KEY=a-key-that-only-this-scratch-directory-knows
dovecot_tokens() {
  local dir=$1
  mkdir -p "$dir/keys/default/HS256"
  printf %s "$TOKEN_KEY" | base64 -w0 >"$dir/keys/default/HS256/default"
  cat >"$dir/oauth2.conf" <<CONF
introspection_mode = local
local_validation_key_dict = fs:posix:prefix=$dir/keys/
username_attribute = sub
CONF
  DOVECOT_TOKENS="auth_verbose = yes
passdb {
  driver = oauth2
  mechanisms = xoauth2
  args = $dir/oauth2.conf
}"
}

base64_url() { base64 -w0 | tr '+/' '-_' | tr -d '='; }

dovecot_token() {
  local now head claims
  now=$(date +%s)
  head=$(printf '{"alg":"HS256","typ":"JWT"}' | base64_url)
  claims=$(printf '{"iss":"scratch","sub":"%s","iat":%d,"nbf":%d,"exp":%d}' \
    "$1" $((now - 7200)) $((now - 7200)) $((now + $2)) | base64_url)
  printf '%s.%s.%s\n' "$head" "$claims" "$(printf %s "$head.$claims" |
    openssl dgst -sha256 -hmac "$TOKEN_KEY" -binary | base64_url)"
}

dovecot_start() {
  local dir=$1 internal login mail extra=""
  mkdir -p "$dir/run" "$dir/state" "$dir/mail"
  if [ "$(id -u)" = 0 ]; then
    internal=dovecot login=dovenull mail=mail
    chmod 755 "$dir"
    chown mail "$dir/mail"
    extra="first_valid_uid = 1"
  else
    internal=$(id -un) login=$(id -un) mail=$(id -un)
    extra="first_valid_uid = $(id -u)"
  fi
  [ -f "$dir/ca.pem" ] || make_certificates "$dir"
  touch "$dir/users"
  chmod 644 "$dir/users"
  IMAP_PORT=${IMAP_PORT:-$(free_port)}
  IMAPS_PORT=${IMAPS_PORT:-$(free_port)}
  DOVECOT_CA=$dir/ca.pem
  cat >"$dir/dovecot.conf" <<CONF
base_dir = $dir/run
state_dir = $dir/state
log_path = $dir/dovecot.log
protocols = imap
listen = 127.0.0.1
default_internal_user = $internal
default_login_user = $login
default_internal_group = $(id -gn "$internal")
$extra
mail_location = maildir:$dir/mail/%u
mail_uid = $mail
mail_gid = $(id -gn "$mail")
namespace inbox {
  inbox = yes
  separator = ${DOVECOT_SEPARATOR:-/}
}
ssl = required
ssl_cert = <$dir/server.pem
ssl_key = <$dir/server.key
ssl_min_protocol = TLSv1.2
auth_mechanisms = plain login${DOVECOT_TOKENS:+ xoauth2}
${DOVECOT_TOKENS:-}
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u $dir/users
}
userdb {
  driver = static
  args = uid=$mail gid=$(id -gn "$mail") home=$dir/mail/%u
}
mail_max_userip_connections = 20
service imap-login {
  chroot =
  inet_listener imap {
    port = $IMAP_PORT
  }
  inet_listener imaps {
    port = $IMAPS_PORT
    ssl = yes
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
CONF
  dovecot -c "$dir/dovecot.conf" || return 1
  wait_for_port "$IMAP_PORT"
}

dovecot_user() {
  local dir=$1 name=$2
  printf '%s:{PLAIN}%s-secret\n' "$name" "$name" >>"$dir/users"
  mkdir -p "$dir/mail/$name/new" "$dir/mail/$name/cur" "$dir/mail/$name/tmp"
  if [ "$(id -u)" = 0 ]; then
    chown -R mail "$dir/mail/$name"
  fi
}

# As a delivery agent does: written beside, renamed into new/.
dovecot_deliver() {
  local dir=$1 name=$2 unique
  unique="$(date +%s).$$_${RANDOM}${RANDOM}.localhost"
  cat >"$dir/mail/$name/tmp/$unique"
  [ "$(id -u)" != 0 ] || chown mail "$dir/mail/$name/tmp/$unique"
  mv "$dir/mail/$name/tmp/$unique" "$dir/mail/$name/new/$unique"
}

dovecot_count() {
  local dir=$1 name=$2 folder=${3:-INBOX} path
  path=$dir/mail/$name
  [ "$folder" = INBOX ] || path=$path/.${folder//\//.}
  find "$path/new" "$path/cur" -type f 2>/dev/null | wc -l
}

dovecot_stop() {
  local dir=$1 pid
  pid=$(cat "$dir/run/master.pid" 2>/dev/null) || return 0
  kill "$pid" 2>/dev/null
  for _ in $(seq 100); do
    kill -0 "$pid" 2>/dev/null || return 0
    sleep 0.05
  done
  kill -9 "$pid" 2>/dev/null
}
