import { mount } from 'svelte'
import { backend } from '#backend'
import './app.css'
import Root from './App.svelte'

const target = document.getElementById('app')
if (!target) throw new Error('index.html has no element with the id "app"')
export default mount(Root, { target, props: { backend } })
