<?php
// Installs WordPress, with an administrator and an author.
define( 'WP_INSTALLING', true );
require getenv( 'WORDPRESS_FOLDER' ) . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

// Replaces the function that would send a mail.
function wp_new_blog_notification() {
}

wp_install( 'A host', 'administrator', 'administrator@example.org', false, '', wp_generate_password() );
$author = wp_create_user( 'author', wp_generate_password(), 'author@example.org' );
( new WP_User( $author ) )->set_role( 'author' );
switch_theme( 'twentytwentythree' );
